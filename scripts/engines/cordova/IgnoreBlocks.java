// Stands in for two plugins that publish libraries. CordovaLib 6.4.0 applies them, and no build of an app uses them: they take the
// blocks `install { }` and `bintray { }`, and do nothing.
package dev.mobiledistribution.standin;

import groovy.lang.Closure;
import org.gradle.api.Plugin;
import org.gradle.api.Project;

public class IgnoreBlocks implements Plugin<Project> {
  public static class Ignored extends Closure<Object> {
    public Ignored(Object owner) {
      super(owner);
    }

    public Object doCall(Object block) {
      return null;
    }
  }

  @Override
  public void apply(Project project) {
    for (String name : new String[] {"install", "bintray"}) {
      project.getExtensions().getExtraProperties().set(name, new Ignored(project));
    }
  }
}
