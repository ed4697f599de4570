package io.mooring.standalone;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Reads {@code @ConfigMapping} interfaces from their source, since what a setting means stands in
 * its comment.
 */
final class SettingsSource {
  private final DocTrees trees;
  private final Map<String, TreePath> nested = new HashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  private SettingsSource(DocTrees trees) {
    this.trees = trees;
  }

  /**
   * A setting.
   *
   * @param name its whole name
   * @param value what it is when nothing is said; empty when it has no default
   * @param text what it means
   */
  record Setting(String name, String value, String text) {
    String row() {
      String shown = value.isEmpty() ? "" : "`" + value + "`";
      return "| `%s` | %s | %s |\n".formatted(name, shown, text);
    }
  }

  /** The settings of all modules below a folder, by name. */
  static List<Setting> under(Path top) throws IOException {
    List<Setting> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(SettingsSource::isMapping).toList()) {
        all.addAll(of(file));
      }
    }
    all.sort(Comparator.comparing(Setting::name));
    return all;
  }

  private static boolean isMapping(Path file) {
    try {
      return file.toString().contains("/src/main/java/")
          && file.toString().endsWith(".java")
          && Files.readString(file).contains("@ConfigMapping(");
    } catch (IOException unreadable) {
      throw new IllegalStateException(file.toString(), unreadable);
    }
  }

  private static List<Setting> of(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjects(file));
      SettingsSource source = new SettingsSource(DocTrees.instance(task));
      for (Tree unit : task.parse()) {
        source.read(unit);
      }
      return source.settings;
    }
  }

  private void read(Tree unit) {
    Map<String, TreePath> mappings = new HashMap<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree type, Void nothing) {
        nested.put(type.getSimpleName().toString(), getCurrentPath());
        annotation(type.getModifiers(), "ConfigMapping")
            .ifPresent(prefix -> mappings.put(prefix, getCurrentPath()));
        return super.visitClass(type, nothing);
      }
    }.scan(new TreePath((com.sun.source.tree.CompilationUnitTree) unit), null);
    mappings.forEach(this::group);
  }

  private void group(String prefix, TreePath type) {
    for (Tree member : ((ClassTree) type.getLeaf()).getMembers()) {
      if (member instanceof MethodTree method) {
        String name =
            prefix
                + "."
                + annotation(method.getModifiers(), "WithName")
                    .orElseGet(() -> dashed(method.getName().toString()));
        String returned = method.getReturnType().toString();
        TreePath group = nested.get(returned);
        if (returned.startsWith("Map<String, ")) {
          group(
              name + ".NAME",
              nested.get(returned.substring("Map<String, ".length(), returned.length() - 1)));
        } else if (group != null) {
          group(name, group);
        } else {
          String value = annotation(method.getModifiers(), "WithDefault").orElse("");
          settings.add(new Setting(name, value, text(new TreePath(type, method))));
        }
      }
    }
  }

  private String text(TreePath method) {
    String comment = trees.getDocComment(method);
    return comment == null
        ? ""
        : comment
            .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
            .replaceAll("(?s)\\n\\s*@.*", "")
            .strip()
            .replaceAll("\\s+", " ")
            .replace("|", "\\|");
  }

  /** The text of an annotation's only or first value; empty when it is not there. */
  private static Optional<String> annotation(ModifiersTree modifiers, String name) {
    return modifiers.getAnnotations().stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
        .map(AnnotationTree::getArguments)
        .map(List::getFirst)
        .map(SettingsSource::value)
        .findFirst();
  }

  private static String value(ExpressionTree argument) {
    ExpressionTree value =
        argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
    return value instanceof LiteralTree literal ? literal.getValue().toString() : value.toString();
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
