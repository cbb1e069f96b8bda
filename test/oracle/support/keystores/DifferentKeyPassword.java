import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.Key;
import java.security.KeyStore;

/** Copies every key of a PKCS12 keystore into another whose keys have a password of their own, which keytool cannot do. */
public class DifferentKeyPassword {
  public static void main(String[] args) throws Exception {
    char[] store = System.getenv("STORE_PASSWORD").toCharArray();
    char[] key = System.getenv("KEY_PASSWORD").toCharArray();
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(args[0])) {
      from.load(in, store);
    }
    KeyStore to = KeyStore.getInstance("PKCS12");
    to.load(null, null);
    for (String alias : java.util.Collections.list(from.aliases())) {
      Key copied = from.getKey(alias, store);
      to.setKeyEntry(alias, copied, key, from.getCertificateChain(alias));
    }
    try (FileOutputStream out = new FileOutputStream(args[1])) {
      to.store(out, store);
    }
  }
}
