package io.mooring.lab;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives test classes the one stage, closes it after the last of them, and logs what tests take. */
final class StageExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(StageExtension.class);
  private static final System.Logger LOG = System.getLogger("lab");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("stage", key -> new Stage(), Stage.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put("began", System.nanoTime());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    long began = context.getStore(NAMESPACE).get("began", Long.class);
    String outcome =
        switch (context.getExecutionException().orElse(null)) {
          case null -> "ok";
          case TestAbortedException missing -> "left out";
          case Throwable failure -> "FAILED";
        };
    LOG.log(
        System.Logger.Level.INFO,
        "%6.1f s  %s.%s %s"
            .formatted(
                (System.nanoTime() - began) / 1e9,
                context.getRequiredTestClass().getSimpleName(),
                context.getDisplayName(),
                outcome));
  }
}
