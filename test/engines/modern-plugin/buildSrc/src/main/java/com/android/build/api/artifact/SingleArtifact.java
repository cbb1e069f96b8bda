package com.android.build.api.artifact;

/** The names by which packages are asked for, as in the real plugin: objects of nested classes, each with a field INSTANCE. */
public class SingleArtifact {
    public static final class APK {
        public static final APK INSTANCE = new APK();
    }

    public static final class BUNDLE {
        public static final BUNDLE INSTANCE = new BUNDLE();
    }
}
