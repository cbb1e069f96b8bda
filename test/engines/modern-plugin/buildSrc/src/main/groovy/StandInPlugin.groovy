// Stands for the Android plugin 7 and later where the real one cannot be had: the parts of its API that our init script uses, in the same
// order of events. It shows that the script does its work with them, and nothing about the real plugin.

import com.android.build.api.artifact.SingleArtifact
import org.gradle.api.Action
import org.gradle.api.Plugin
import org.gradle.api.Project

class Value {
    def held
    Value(initial) { held = initial }
    void set(next) { held = next }
    def get() { held }
    def getOrNull() { held }
}

class Named {
    final String name
    def signingConfig = 'of the project'
    Named(String name) { this.name = name }
}

class VariantOutput {
    final Value versionCode = new Value(1)
    final Value versionName = new Value('1.0')
}

class Artifacts {
    File folder
    def get(kind) {
        def file = kind instanceof SingleArtifact.APK ? folder : new File(folder, 'app.aab')
        return new Expando(get: { -> new Expando(asFile: file) })
    }
}

class Variant {
    String name
    final Value applicationId = new Value('com.example.project')
    final List outputs = [new VariantOutput()]
    final String flavorName = ''
    String getBuildType() { name }
    Artifacts artifacts
}

class Components {
    final pluginVersion = new Expando(major: 8, minor: 13, micro: 0)
    final List<Action> ofDsl = []
    final List<Action> ofVariants = []
    void finalizeDsl(Action action) { ofDsl << action }
    def selector() { new Expando(all: { -> 'all' }) }
    void onVariants(selected, Action action) { ofVariants << action }
}

class StandInPlugin implements Plugin<Project> {
    void apply(Project project) {
        def dsl = new Expando(
            buildTypes: project.container(Named),
            productFlavors: project.container(Named),
            defaultConfig: new Named('default'),
            compileSdk: 36,
            buildToolsVersion: '36.0.0'
        )
        ['debug', 'release'].each { dsl.buildTypes.create(it) }
        project.extensions.add('android', dsl)
        def components = new Components()
        project.extensions.add('androidComponents', components)
        project.afterEvaluate {
            components.ofDsl.each { it.execute(dsl) }
            dsl.buildTypes.each { type -> addTasks(project, components, type) }
        }
    }

    private static void addTasks(Project project, Components components, Named type) {
        def folder = new File(project.buildDir, 'outputs/apk/' + type.name)
        def variant = new Variant(name: type.name, artifacts: new Artifacts(folder: folder))
        components.ofVariants.each { it.execute(variant) }
        def write = { String name ->
            folder.mkdirs()
            def output = variant.outputs[0]
            new File(folder, name).text =
                [variant.applicationId.get(), output.versionCode.get(), output.versionName.get(), type.signingConfig].join(' ')
        }
        project.task('assemble' + type.name.capitalize()) { doLast { write('app.apk') } }
        project.task('bundle' + type.name.capitalize()) { doLast { write('app.aab') } }
    }
}
