package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AptSourceTest {
  @Test
  void readsOneLineFormatWithOptionsAndComments() {
    List<AptSource> sources =
        AptSource.oneLineFormat(
            """
            # deb http://mirror.example/commented-out bookworm main
            deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/debian bookworm main contrib # why
            deb-src http://mirror.example/debian bookworm main
            deb http://mirror.example/flat ./

            """);
    assertThat(sources)
        .containsExactly(
            new AptSource(
                "http://mirror.example/debian",
                List.of("bookworm"),
                List.of("main", "contrib"),
                "/usr/share/keyrings/k.gpg"),
            new AptSource("http://mirror.example/flat", List.of("./"), List.of(), ""));
  }

  @Test
  void readsDeb822StanzasWithCommentsInside() {
    List<AptSource> sources =
        AptSource.deb822Format(
            """
            Types: deb deb-src
            # http://snapshot.example/20250520
            URIs: http://mirror.example/debian http://second.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            types: deb
            uris: http://security.example/debian-security
            suites: bookworm-security
            components: main
            """);
    assertThat(sources)
        .containsExactly(
            new AptSource(
                "http://mirror.example/debian",
                List.of("bookworm", "bookworm-updates"),
                List.of("main"),
                "/usr/share/keyrings/debian-archive-keyring.gpg"),
            new AptSource(
                "http://security.example/debian-security",
                List.of("bookworm-security"),
                List.of("main"),
                ""));
  }

  @Test
  void leavesDisabledAndSourceOnlyStanzasOut() {
    assertThat(
            AptSource.deb822Format(
                """
                Enabled: no
                Types: deb
                URIs: http://mirror.example/debian
                Suites: trixie
                Components: main

                Types: deb-src
                URIs: http://mirror.example/debian
                Suites: trixie
                Components: main
                """))
        .isEmpty();
  }

  @Test
  void takesAnInlineKeyForNoKeyringFile() {
    List<AptSource> sources =
        AptSource.deb822Format(
            """
            Types: deb
            URIs: http://mirror.example/debian
            Suites: trixie
            Components:
             main
             contrib
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mQINBF
            """);
    assertThat(sources)
        .containsExactly(
            new AptSource(
                "http://mirror.example/debian", List.of("trixie"), List.of("main", "contrib"), ""));
  }
}
