package io.millwright.ingest.registry;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's certificate is known by: {@code cn:} its subject's common name, {@code san:} one
 * of its alternative names of type DNS or URI (RFC 5280, 4.2.1.6), or {@code sha256:} the hash of
 * the whole certificate in hex. Names survive a renewal of the certificate, the hash does not.
 */
public final class CertificateName {
  /** The forms, for messages. */
  static final String FORMS = "cn:{common name}, san:{DNS name or URI} or sha256:{64 hex digits}";

  private static final Pattern NAME = Pattern.compile("(cn|san):[^\\u0000-\\u001f\\u007f]{1,200}");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int DNS = 2;
  private static final int URI = 6;

  private CertificateName() {}

  /**
   * Reads what a registry says.
   *
   * @param text {@code cn:...}, {@code san:...}, or {@code sha256:...} with or without colons
   * @return the same as it is stored and compared, or null when it has another form
   */
  static @Nullable String normalise(String text) {
    if (text.regionMatches(true, 0, "sha256:", 0, 7)) {
      String hash = "sha256:" + text.substring(7).replace(":", "").toLowerCase(Locale.ROOT);
      return HASH.matcher(hash).matches() ? hash : null;
    }
    String name = text.startsWith("san:") ? text.toLowerCase(Locale.ROOT) : text;
    return NAME.matcher(name).matches() ? name : null;
  }

  /**
   * Returns all that a certificate can be known by.
   *
   * @param certificate verified against the trusted authorities
   * @return the most specific first: the hash, alternative names, the common name
   */
  public static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      names.add("sha256:" + HexFormat.of().formatHex(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was verified has an encoding", e);
    }
    addAlternatives(certificate, names);
    addCommonName(certificate, names);
    return names;
  }

  private static void addAlternatives(X509Certificate certificate, List<String> names) {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          int type = (Integer) alternative.get(0);
          if (type == DNS || type == URI) {
            names.add("san:" + String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (CertificateParsingException unreadable) {
      // Then it is known by none of them.
    }
  }

  /** Of a subject with several common names none counts: which one would be a guess. */
  private static void addCommonName(X509Certificate certificate, List<String> names) {
    try {
      List<String> common =
          new LdapName(certificate.getSubjectX500Principal().getName())
              .getRdns().stream()
                  .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                  .map(Rdn::getValue)
                  .map(String::valueOf)
                  .toList();
      if (common.size() == 1) {
        names.add("cn:" + common.get(0));
      }
    } catch (InvalidNameException unreadable) {
      // Then it is known by its other names.
    }
  }
}
