package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.pipeline.Directories;
import dev.sojourn.benchmark.pipeline.JobSettings;
import dev.sojourn.benchmark.pipeline.RunningJob;
import dev.sojourn.benchmark.pipeline.Services;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.schemas.TopicSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * The journeys job with a crowd of people: made known once, then one scenario after the other over
 * the same job.
 */
public final class CrowdBenchmark {
  private static final long LOOK_EVERY_MILLIS = 200;

  /** Longer than definitions take to have effect. */
  private static final long DEFINITIONS_MILLIS = 1_500;

  private final CrowdPlan plan;
  private final Consumer<String> log;

  /**
   * @param log told what is going on
   */
  public CrowdBenchmark(CrowdPlan plan, Consumer<String> log) {
    this.plan = plan;
    this.log = log;
  }

  /** Runs it. A scenario that fails is told in the result; what comes before must not. */
  public CrowdResult run() throws Exception {
    Directories.empty(plan.root());
    Directories.empty(plan.run());
    boolean valid = false;
    try (Services services = plan.services()) {
      JobSettings settings = plan.settings(services.endpoints());
      try (Admin admin = services.endpoints().admin()) {
        TopicSetup.ensure(admin, settings.topics(), settings.partitions(), (short) 1);
      }
      try (RunningJob job = start(settings)) {
        CrowdResult result = measure(new Deployment(settings, job));
        valid = result.isValid();
        return result;
      }
    } finally {
      // In one process the job is still being wound up; and what failed left its log there.
      if (plan.ownProcesses() && valid) {
        Directories.empty(plan.root());
      }
    }
  }

  private RunningJob start(JobSettings settings) throws Exception {
    return plan.ownProcesses()
        ? RunningJob.inOwnProcess(settings, plan.heap(), List.of())
        : RunningJob.inProcess(settings);
  }

  private CrowdResult measure(Deployment deployment) throws Exception {
    double perSecond = introduce(deployment);
    log.accept("%,d people known, at %,.0f/s".formatted(plan.people(), perSecond));
    List<ScenarioResult> results = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      if (plan.scenarios().contains(scenario)) {
        results.add(measure(scenario, deployment, perSecond));
      }
    }
    return new CrowdResult(plan.people(), perSecond, results);
  }

  /**
   * Makes everybody known.
   *
   * @return how many the job took in a second
   */
  private double introduce(Deployment deployment) throws Exception {
    int people = plan.people();
    log.accept("making %,d people known".formatted(people));
    deployment.publish("before", CrowdDefinitions.before(plan.sizes().readers()));
    Thread.sleep(DEFINITIONS_MILLIS);
    long begin = System.nanoTime();
    try (SignalWriter writer = deployment.writer()) {
      Crowd.introduce(writer, people);
    }
    log.accept("all written; the job reads on");
    long read = deployment.logged();
    while (deployment.settings().recordsRead() < read) {
      deployment.checkAlive();
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long known =
        deployment.count("people", "", List.of()).counts().values().stream()
            .mapToLong(Long::longValue)
            .sum();
    if (known != people) {
      throw new IllegalStateException(known + " people are known, and not " + people);
    }
    return people / seconds;
  }

  private ScenarioResult measure(Scenario scenario, Deployment deployment, double perSecond)
      throws InterruptedException {
    log.accept(scenario.label() + " begins");
    long begin = System.nanoTime();
    try {
      deployment.checkAlive();
      List<Figure> figures = measurement(scenario, perSecond).run(deployment);
      deployment.checkAlive();
      ScenarioResult result = ScenarioResult.valid(scenario, since(begin), figures);
      log.accept("%s took %.0f s".formatted(scenario.label(), result.seconds()));
      // Should the time be over before all is measured, this is what there is.
      figures.forEach(figure -> log.accept("  " + figure.line()));
      return result;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.accept(scenario.label() + " is not valid: " + e);
      return ScenarioResult.invalid(
          scenario, since(begin), e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private Measurement measurement(Scenario scenario, double perSecond) {
    CrowdPlan.Sizes sizes = plan.sizes();
    return switch (scenario) {
      case SWEEP -> new SweepMeasurement(sizes, plan.people());
      case PACE -> new PaceMeasurement(sizes);
      case MOVE -> new MoveMeasurement(sizes);
      case PUBLISH -> new PublishMeasurement(sizes, plan.people());
      case WAITS -> new WaitsMeasurement(sizes, perSecond);
      case BURST -> new BurstMeasurement(sizes, plan.checkpointMillis(), perSecond);
    };
  }
}
