package io.waybill.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A class that breaks a rule, compiled on the spot: what a rule does not find in it, it would find
 * nowhere.
 */
record Planted(String name, String source) {
  /** A source file's package and simple name are read from its first words. */
  static Planted source(String source) {
    var pack = source.replaceAll("(?s)^package ([a-z0-9_.]+);.*", "$1");
    var type = source.replaceAll("(?s).*?\\b(?:class|interface|record) ([A-Za-z0-9]+).*", "$1");
    return new Planted(pack + "." + type, source);
  }

  JavaClasses compiledTo(Path folder) throws IOException {
    var file = folder.resolve("src").resolve(name.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    var classes = Files.createDirectories(folder.resolve("classes"));
    var options =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    options.add(file.toString());
    int exit =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("the planted " + name + " does not compile");
    }
    return new ClassFileImporter().importPath(classes);
  }
}
