package dev.mobiledist.updates;

import java.io.UnsupportedEncodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** This app, as it is installed on this phone. */
final class Installed {
    final String packageName;
    final String versionName;
    final long versionCode;
    final int sdk;

    Installed(String packageName, String versionName, long versionCode, int sdk) {
        this.packageName = packageName;
        this.versionName = versionName;
        this.versionCode = versionCode;
        this.sdk = sdk;
    }

    /** What App Center calls the hash of a package: it knows a build by its versions. */
    String hash() {
        try {
            String text = packageName + ":" + versionName + ":" + versionCode;
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8"));
            StringBuilder hash = new StringBuilder();
            for (byte part : digest) {
                hash.append(Character.forDigit(part >> 4 & 15, 16)).append(Character.forDigit(part & 15, 16));
            }
            return hash.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
