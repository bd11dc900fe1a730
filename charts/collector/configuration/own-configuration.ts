/** The configuration of a tier with the user's own values: whether the collector starts with it, and answers the probes of its pod. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { isLoopback } from '../../../lib/kubernetes/loopback';
import { PROBES } from '../../../lib/kubernetes/probes';
import { isPermitted, watched } from '../../../lib/kubernetes/rbac';
import { at, listAt, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { ImageMirrors } from '../../registry/image-mirrors';
import { type Distribution, distributionIn } from '../components/distributions';
import { isOfPods, readsAllPods } from '../components/processors';
import { insteadOf, removedFrom } from '../components/removed';
import { olderName } from '../components/renamed';
import { renamedTypes, settingsOf } from '../components/renames';
import type { OwnTier } from '../own-values/own-tier';
import { METRICS_PORT } from '../receivers';
import { COLLECTOR_RULES } from '../rules';
import { addedByChart } from './added';
import { failsProbe, HEALTH_PORT } from './health';
import { weakLimiters } from './mistakes/limiter';
import { type Mistake, type MistakeRule, NO_START } from './mistakes/mistake';
import { mistakesIn } from './mistakes/mistakes';
import { componentPlaces, componentsOf, componentText, tracesOf } from './pipelines';
import { hasPlaceholderAt } from './placeholders';
import { ATTRIBUTES, componentsOfPresets, isPresetOn } from './presets';

export interface OwnConfiguration extends OwnTier {
  /** Whether the chart makes a role that reads pods, by a preset that is on by default. */
  readonly hasRole: boolean;
  /** Whether Prometheus reads its metrics by the cluster file. */
  readonly isMonitored: boolean;
  readonly images: ImageMirrors;
}

export function checkConfiguration(own: OwnConfiguration): void {
  const { user, all, key, release, findings } = own;
  const config = at(all, 'alternateConfig');
  const image = textAt(all, ...IMAGE) ?? '';
  const distribution = distributionIn(image, own.images.config);
  // A digest may be that of another version.
  const version = textAt(all, 'image', 'digest') ? undefined : release.program;
  const mistakes = mistakesIn(config, distribution && version, addedByChart(all, release));
  for (const mistake of mistakes)
    findings.error([...key, ...placeIn(user, mistake)], COLLECTOR_RULES.says(ruleOf(mistake.rule), mistake.problem, mistake.fix));
  if (distribution) {
    if (version !== undefined) checkRemoved(own, version);
    checkImage(own, config, { image, distribution, version });
  }
  checkLimiters(own, config);
  checkProbes(own, config);
  checkRole(own, config);
  if (own.isMonitored) checkMetrics(own, config);
}

/** The key of the user's own values that makes a mistake: the one that is written there. It may replace a whole section of this stack. */
function placeIn(user: Readonly<Values>, { path, section = path }: Mistake): Path {
  const [own, other]: [Path, Path] = [
    ['alternateConfig', ...path],
    ['alternateConfig', ...section],
  ];
  const isWritten = (place: Path) => at(user, ...place) !== undefined;
  if (!isWritten(own) && isWritten(other)) return other;
  const lengths = [...own.keys()].map((index) => index + 1);
  return own.slice(0, lengths.findLast((length) => isWritten(own.slice(0, length))) ?? 0);
}

/** The id of the rule in the topic `collector`, of which one is older than the list of mistakes. */
const ruleOf = (rule: MistakeRule) => (rule === 'limiter-without-limit' ? 'no-limit' : rule);

const IMAGE = ['image', 'repository'];

interface ImageInUse {
  readonly image: string;
  readonly distribution: Distribution;
  /** That of the collector; undefined if it is unknown. */
  readonly version?: string;
}

/** Components of older or newer collectors, in an image of upstream. What a preset or this stack adds is not here. */
function checkRemoved({ user, key, findings }: OwnConfiguration, version: string): void {
  for (const [component, path] of componentPlaces(at(user, 'alternateConfig'))) {
    const removed = removedFrom(component, version);
    const older = olderName(component, version);
    if (!removed && older === undefined) continue;
    const problem = `collector ${version} has no ${componentText(component)}, ${NO_START}`;
    const fix = removed ? insteadOf(removed) : `use ${older}`;
    const statement = COLLECTOR_RULES.says('missing-component', problem, fix);
    findings.errorAtKey([...key, 'alternateConfig', ...path], statement);
  }
}

/** An image of the user's own may be of a smaller distribution, and a command of theirs is of another one. */
function checkImage({ user, key, all, findings }: OwnConfiguration, config: unknown, { image, distribution, version }: ImageInUse): void {
  const missing = [...componentsOf(config), ...componentsOfPresets(all)].find(
    (component) => distribution.lacks(component, version) && !removedFrom(component, version ?? ''),
  );
  if (missing !== undefined && textAt(user, ...IMAGE) !== undefined) {
    const problem = `${image} has no ${componentText(missing)}, so the collector does not start`;
    findings.error([...key, ...IMAGE], COLLECTOR_RULES.says('missing-component', problem, 'use opentelemetry-collector-contrib'));
  }
  const program = textAt(user, 'command', 'name')?.replace(/^\/+/, '') || distribution.program;
  if (program === distribution.program) return;
  const problem = `the only program of ${image} is ${distribution.program}, so the container does not start`;
  findings.error(
    [...key, 'command', 'name'],
    COLLECTOR_RULES.says('missing-program', problem, 'remove it, or use the image of that program'),
  );
}

/** Limiters in use that do not protect the pod. */
function checkLimiters({ user, key, all, findings }: OwnConfiguration, config: unknown): void {
  const memory = textAt(all, 'resources', 'limits', 'memory');
  for (const { name, problem, fix } of weakLimiters(config, memory)) {
    const paths: readonly Path[] = [
      ['alternateConfig', 'processors', name],
      ['resources', 'limits', 'memory'],
      ['resources', 'limits'],
      ['resources'],
    ];
    const path = paths.find((each) => at(user, ...each) !== undefined);
    if (path) findings.warning([...key, ...path], COLLECTOR_RULES.says('weak-limiter', `processor ${name} ${problem}`, fix));
  }
}

/** What decides whether a probe fails, besides the probe itself. */
const HEALTH_VALUES: readonly Path[] = [
  ['alternateConfig', 'service', 'extensions'],
  ['alternateConfig', 'extensions'],
];

function checkProbes({ user, key, all, findings }: OwnConfiguration, config: unknown): void {
  for (const kind of PROBES) {
    const found = [[kind, 'httpGet'], ...HEALTH_VALUES].find((path) => at(user, ...path) !== undefined);
    if (!found || (kind === 'startupProbe' && at(user, kind, 'httpGet') === undefined)) continue;
    const port = Number(at(all, kind, 'httpGet', 'port') ?? HEALTH_PORT);
    const path = textAt(all, kind, 'httpGet', 'path') ?? '/';
    const why = Number.isInteger(port) ? failsProbe(config, { port, path }) : undefined;
    if (why === undefined) continue;
    const problem = `the ${kind} asks port ${port} at ${path}, but ${why}`;
    findings.error([...key, ...found], COLLECTOR_RULES.says('failing-probe', problem, 'let the extension health_check answer there'));
    return;
  }
}

/** Its metrics are at a port of the pod, unless the user's own values serve them elsewhere, or not at all. */
function checkMetrics({ key, findings }: OwnConfiguration, config: unknown): void {
  const path = ['service', 'telemetry', 'metrics'];
  const servesThere = (reader: unknown) => {
    const way = ['pull', 'exporter', 'prometheus'];
    const host = textAt(reader, ...way, 'host') ?? 'localhost';
    const isPort = textAt(reader, ...way, 'port') === String(METRICS_PORT) || hasPlaceholderAt(reader, ...way, 'port');
    return hasPlaceholderAt(reader, ...way) || (isPort && !isLoopback(host));
  };
  const isServed = hasPlaceholderAt(config, ...path, 'readers') || listAt(config, ...path, 'readers').some(servesThere);
  const isOff = textAt(config, ...path, 'level') === 'none';
  if (isServed && !isOff) return;
  const what = `port ${METRICS_PORT} of the pod, which ${findings.where(['monitoring'])} reads`;
  const [field, problem, fix] = isServed
    ? ['level', `turns off the metrics at ${what}`, 'remove it']
    : ['readers', `none of them serves Prometheus at ${what}`, 'remove it, or add one'];
  findings.error([...key, 'alternateConfig', ...path, field], COLLECTOR_RULES.says('no-metrics-port', problem, fix));
}

/** Presets with which the role of the chart may read all pods, as with that of the attributes (templates/clusterrole.yaml). */
const READING_PODS: readonly string[] = [ATTRIBUTES, 'clusterMetrics', 'kubernetesObjects', 'annotationDiscovery'];

/** Warns of attributes of pods that no role of the chart lets it read. A role of others may be bound to it. */
function checkRole({ user, key, all, release, hasRole, findings }: OwnConfiguration, config: unknown): void {
  const rules = listAt(all, 'clusterRole', 'rules');
  const isRendered = isTrueInTemplate(at(all, 'clusterRole', 'create'));
  const isPermittedByRules = isRendered && watched([''], ['pods']).every((wanted) => isPermitted(rules, wanted));
  if (isPermittedByRules || READING_PODS.some((preset) => isPresetOn(all, preset))) return;
  const renamed = renamedTypes(release.renames, all);
  for (const { name, processors } of tracesOf(config)) {
    const index = processors.findIndex((each) => isOfPods(each) && readsAllPods(settingsOf(config, 'processors', each, renamed)));
    if (index < 0) continue;
    const problem = `pipeline ${name} uses ${processors[index]}, and no role of the chart lets it read pods`;
    const preset = ['presets', ATTRIBUTES, 'enabled'];
    const isOff = hasRole && at(user, ...preset) !== undefined;
    const path = isOff ? preset : ['alternateConfig', 'service', 'pipelines', name, 'processors', index];
    const role = 'set clusterRole.create and clusterRole.rules there';
    const fix = isOff ? `remove this key, so that the preset is on, or ${role}` : role;
    findings.warning([...key, ...path], COLLECTOR_RULES.says('no-role', problem, fix));
    return;
  }
}
