package dev.mobiledistribution.greeting;

public final class Greeting {
    private Greeting() {}

    public static String of(String app, int price) {
        return "Hello from " + app + ": " + price;
    }
}
