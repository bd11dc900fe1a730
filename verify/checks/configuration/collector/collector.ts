/** Checks that a collector starts with its configuration, and that its processors are in an order that works. */
import { type Distribution, distributionIn } from '../../../../charts/collector/components/distributions';
import { lateIn as lateProcessor } from '../../../../charts/collector/components/processors';
import { insteadOf, removedFrom } from '../../../../charts/collector/components/removed';
import { olderName } from '../../../../charts/collector/components/renamed';
import { failsProbe } from '../../../../charts/collector/configuration/health';
import { weakLimiters } from '../../../../charts/collector/configuration/mistakes/limiter';
import { NO_START } from '../../../../charts/collector/configuration/mistakes/mistake';
import { mistakesIn } from '../../../../charts/collector/configuration/mistakes/mistakes';
import { componentsOf, componentText, tracesOf } from '../../../../charts/collector/configuration/pipelines';
import { keepsTogether, wholeTracesIn } from '../../../../charts/collector/configuration/whole-traces';
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { at, textAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { defaultHostOf, type RunningCollector } from '../../../world/collectors';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { probesOf } from '../../../world/probes';
import { hasSeveralPods, replicasOf } from '../../../world/replicas';
import { versionOfImage } from '../../../world/tempo';
import { CONFIGURATION_RULES } from '../rules';

export const checkCollectors = (collectors: readonly RunningCollector[], world: World, lookup: Lookup): Finding[] =>
  collectors.flatMap((collector) => {
    const { placed, key, config } = collector;
    const about = { ...aboutObject(placed.object), part: key };
    const distribution = distributionIn(collector.reader.container.image, world.declared.registry);
    const mistakes = mistakesIn(config, versionOf(collector, distribution)).map(({ rule, problem, fix }) =>
      CONFIGURATION_RULES.says(rule, problem, fix),
    );
    const errors = [...mistakes, ...missingIn(collector, distribution)];
    const warnings = [...weakIn(collector), ...lateIn(collector), ...splitIn(collector, collectors, world, lookup)];
    return [
      ...errors.map((statement) => error(placed.place, statement, about)),
      ...warnings.map((statement) => warning(placed.place, statement, about)),
      ...unhealthyIn(collector),
    ];
  });

/** The version of the collector; undefined for an image of others, whose tag says nothing. */
const versionOf = ({ reader: { container } }: RunningCollector, distribution: Distribution | undefined): string | undefined =>
  distribution && versionOfImage(container.image);

/** A component that the program does not have is refused even if no pipeline uses it. */
function missingIn(collector: RunningCollector, distribution: Distribution | undefined): Statement[] {
  const { config, reader } = collector;
  const { image } = reader.container;
  const version = versionOf(collector, distribution);
  return componentsOf(config).flatMap((component) => {
    const removed = version === undefined ? undefined : removedFrom(component, version);
    const older = version === undefined ? undefined : olderName(component, version);
    if (!removed && older === undefined && !distribution?.lacks(component, version)) return [];
    const problem = `${image} has no ${componentText(component)}${removed ? ' any more' : ''}, ${NO_START}`;
    const fix = removed ? insteadOf(removed) : `use ${older ?? 'opentelemetry-collector-contrib'}`;
    return [CONFIGURATION_RULES.says('missing-component', problem, fix)];
  });
}

const weakIn = ({ config, reader: { container } }: RunningCollector): Statement[] =>
  weakLimiters(config, textAt(container.source, 'resources', 'limits', 'memory')).map(({ name, problem, fix }) =>
    CONFIGURATION_RULES.says('weak-limiter', `processor ${name} ${problem}`, fix),
  );

function lateIn(collector: RunningCollector): Statement[] {
  return tracesOf(collector.config).flatMap(({ name, processors }) => {
    const found = lateProcessor(processors, (processor) => at(collector.config, 'processors', processor));
    if (!found) return [];
    const problem = `pipeline ${name} has ${found.late} after ${found.before}, which forgets the address of the sender`;
    return [CONFIGURATION_RULES.says('late-attributes', problem, 'move it to the front')];
  });
}

function splitIn(collector: RunningCollector, collectors: readonly RunningCollector[], world: World, lookup: Lookup): Statement[] {
  const { config, reader, name } = collector;
  const { placed } = reader.pod;
  const [found] = hasSeveralPods(placed, world) ? wholeTracesIn(config) : [];
  if (!found || isBalanced(collector, collectors, lookup)) return [];
  const replicas = replicasOf(placed);
  const several = placed.object.kind === 'DaemonSet' ? 'the pods of all nodes' : replicas > 1 ? `${replicas} pods` : `all pods of ${name}`;
  const problem = `${several} ${found.does}, and nothing sends all spans of a trace to the same one`;
  return [CONFIGURATION_RULES.says('split-traces', problem, 'use one, or the exporter loadbalancing before it')];
}

/** Whether a collector sends each trace to one of its pods. An address from a variable, or without a Service here, may lead there. */
function isBalanced({ reader: { pod } }: RunningCollector, collectors: readonly RunningCollector[], lookup: Lookup): boolean {
  const exporters = collectors.flatMap(({ config, reader }) =>
    tracesOf(config)
      .flatMap((pipeline) => pipeline.exporters)
      .map((exporter) => ({ exporter, settings: at(config, 'exporters', exporter), namespace: reader.pod.placed.namespace ?? '' })),
  );
  return exporters
    .filter(({ exporter, settings }) => keepsTogether(exporter, textAt(settings, 'routing_key')))
    .some(({ settings, namespace }) => {
      const host = textAt(settings, 'resolver', 'dns', 'hostname') ?? textAt(settings, 'resolver', 'k8s', 'service') ?? '';
      const [service = '', own = namespace] = host.split('.');
      const found = lookup.service(own, service);
      return !found || lookup.podsBehind(found).includes(pod);
    });
}

/** A pod whose probes fail gets no spans, and is restarted. */
function unhealthyIn({ config, reader: { pod, container } }: RunningCollector): Finding[] {
  return probesOf(container).flatMap(({ kind, port, path = '/', scheme = 'HTTP', host, isGrpc }) => {
    const number = Number(container.ports.find(({ name }) => name === port)?.number ?? port);
    if (isGrpc || host !== undefined || scheme !== 'HTTP' || !Number.isInteger(number)) return [];
    const why = failsProbe(config, { port: number, path }, defaultHostOf(container));
    if (why === undefined) return [];
    const statement = CONFIGURATION_RULES.says(
      'failing-probe',
      `its ${kind} asks port ${number} at ${path}, but ${why}`,
      'correct the extension or the probe',
    );
    return [warning(pod.placed.place, statement, aboutObject(pod.placed.object))];
  });
}
