package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianArchiveTest {
  private static final AptSource VENDOR = source("http://packages.example/debian/12/prod", "");
  private static final AptSource BARE = source("http://mirror.example/debian/", "");
  private static final AptSource SIGNED =
      source("http://mirror.example/mirrors/d", "/usr/share/keyrings/debian-archive-keyring.gpg");

  @Test
  void prefersTheArchiveToVendorsThatNameTheirSuitesAlike() {
    assertThat(DebianArchive.choose(List.of(VENDOR, BARE))).contains(BARE);
    assertThat(DebianArchive.choose(List.of(VENDOR, SIGNED))).contains(SIGNED);
  }

  @Test
  void passesOverSecurityUbuntuAndOtherComponents() {
    assertThat(
            DebianArchive.choose(
                List.of(
                    new AptSource(
                        "http://m.example/debian-security",
                        List.of("bookworm-security"),
                        List.of("main"),
                        ""),
                    new AptSource("http://m.example/ubuntu", List.of("noble"), List.of("main"), ""),
                    new AptSource(
                        "http://m.example/debian", List.of("bookworm"), List.of("stable"), ""),
                    new AptSource(
                        "http://m.example/pg", List.of("bookworm-pgdg"), List.of("main"), ""))))
        .isEmpty();
  }

  @Test
  void acceptsAHostThatListsUpdatesAlone() {
    AptSource updates =
        new AptSource(
            "http://m.example/debian", List.of("trixie-updates"), List.of("main", "contrib"), "");
    assertThat(DebianArchive.choose(List.of(updates))).contains(updates);
  }

  @Test
  void readsBothFormatsFromTheHostsFolder(@TempDir Path etcApt) throws IOException {
    Files.createDirectories(etcApt.resolve("sources.list.d"));
    Files.writeString(
        etcApt.resolve("sources.list.d/vendor.list"),
        "deb http://packages.example/debian/12/prod bookworm main\n");
    Files.writeString(
        etcApt.resolve("sources.list.d/old.sources.disabled"),
        "Types: deb\nURIs: http://old.example/debian\nSuites: sid\nComponents: main\n");
    Files.writeString(
        etcApt.resolve("sources.list.d/debian.sources"),
        "Types: deb\nURIs: http://m.example/debian\nSuites: bookworm\nComponents: main\n");

    DebianArchive archive = DebianArchive.ofHost(etcApt);

    assertThat(archive.uri()).isEqualTo("http://m.example/debian");
    assertThat(archive.sourceLine("trixie"))
        .startsWith("deb ")
        .endsWith("http://m.example/debian trixie main\n");
  }

  @Test
  void saysThatAHostHasNoDebianArchive(@TempDir Path etcApt) {
    assertThatThrownBy(() -> DebianArchive.ofHost(etcApt))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no Debian archive")
        .hasMessageContaining(etcApt.toString());
  }

  private static AptSource source(String uri, String signedBy) {
    return new AptSource(uri, List.of("bookworm"), List.of("main"), signedBy);
  }
}
