package io.waybill.yaml;

import io.waybill.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The YAML pen: reads plans and writes them back. Reading runs nothing, connects to nothing and
 * opens no file but those below the workflow's own folder.
 */
public final class Yaml {
  /** What messages call a text that is no file. */
  private static final String NAMELESS = "workflow.yaml";

  private Yaml() {}

  /**
   * Reads a workflow file.
   *
   * @throws YamlException with every problem there is
   */
  public static Plan<?> read(Path file, Catalog catalog) {
    try (var in = Files.newInputStream(file)) {
      var source = FileText.of(file.toString(), in.readNBytes(FileText.LARGEST + 1));
      var library = new Library(catalog, new Problems());
      library.begin(file.toRealPath());
      var folder = file.toAbsolutePath().getParent();
      return read(source, Folder.of(folder == null ? file : folder), library);
    } catch (IOException e) {
      throw YamlException.of(
          At.beginningOf(file.toString()),
          Files.exists(file) ? "cannot be read" : "does not exist");
    }
  }

  /**
   * Reads a workflow.
   *
   * @param folder what the names of files in it are relative to
   * @throws YamlException with every problem there is
   */
  public static Plan<?> read(String text, Path folder, Catalog catalog) {
    return read(
        FileText.of(NAMELESS, text), Folder.of(folder), new Library(catalog, new Problems()));
  }

  /**
   * Writes a plan so that {@link #read} gives an equal one. What a file named is named again; other
   * work is found in the catalog, by trying which entry makes the same work from its configuration.
   * Prompts and other plans stand in the text itself.
   *
   * @param folder what the names of files in configurations are relative to
   * @throws IllegalArgumentException with everything in the plan that no file can say
   */
  public static String write(Plan<?> plan, Path folder, Catalog catalog) {
    return PlanWriter.write(plan, catalog, Folder.of(folder));
  }

  private static Plan<?> read(FileText source, Folder folder, Library library) {
    var plan = new FileReader(source, folder, library).plan();
    library.problems().throwIfAny();
    return plan.orElseThrow();
  }
}
