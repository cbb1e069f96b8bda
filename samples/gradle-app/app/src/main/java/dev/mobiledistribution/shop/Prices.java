package dev.mobiledistribution.shop;

/** Adds in native code. */
final class Prices {
    static {
        System.loadLibrary("shop");
    }

    private Prices() {}

    static native int sum(int a, int b);
}
