/** The pods that a change replaces. */
import { isDeepStrictEqual } from 'node:util';
import { SAMPLING_COMPONENT } from '../../../charts/collector/collector';
import { keyOfComponent } from '../../../charts/component-keys';
import { restartedBy } from '../../../charts/helm-values/restarts';
import { type Finding, note } from '../../../lib/findings/finding';
import { groupedBy } from '../../../lib/findings/grouped-by';
import { listed } from '../../../lib/findings/listed';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../stack';
import { componentOf, componentOfObject } from '../../world/component';
import { titleOf } from '../../world/kubernetes';
import { claimsIn, tempoWithTracesIn } from '../claims';
import { isRenderedTwice, pairsOf } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Release } from '../side';
import type { Step } from '../step';
import { fewerSamplers, lossOfSampling } from './sampling';

/** What restarts, and why. */
interface Restart {
  /** `tempo`, or the name of a release that another Application installs. */
  readonly component: string;
  /** `Deployment tempo-querier`, or `the pods of the Helm release of traefik`. */
  readonly what: string;
  /** The names of the workloads; undefined for all of the release. */
  readonly workloads?: readonly string[];
  readonly cause: string;
}

export function restarts(step: Step): Finding[] {
  const all = [...restartedObjects(step), ...restartedReleases(step)];
  const notes = [...groupedBy(all, ({ component }) => keyOfComponent(component).join('.'))].map(([key, own]) => {
    const causes = [...new Set(own.map(({ cause }) => cause))];
    const what = causes.map((cause) => `${listed(own.flatMap((each) => (each.cause === cause ? each.what : [])))} (${cause})`);
    const problem = `restarts ${what.join(', ')}${lossOf(step, own)}`;
    return note(step.where(keyOfComponent(own[0].component)), CHANGE_RULES.says('restarts', problem), { subject: key });
  });
  // A restart ends all of its pods, and says what that loses.
  return all.some(({ component }) => component === SAMPLING_COMPONENT) ? notes : [...notes, ...fewerSamplers(step)];
}

/** What a restart loses, as the end of a sentence; empty for nothing. */
function lossOf(step: Step, own: readonly [Restart, ...Restart[]]): string {
  const [{ component }] = own;
  if (component === 'tempo') return lossOfTempo(step, own);
  return component === SAMPLING_COMPONENT ? lossOfSampling(step.before) : '';
}

/** The traces that a restart of pods without volumes loses. */
function lossOfTempo({ before }: Step, own: readonly Restart[]): string {
  const { tempo } = before;
  const holders = tempo?.unflushed?.workloads ?? [];
  const isVolatile = claimsIn(before).every((claims) => !tempoWithTracesIn(before, claims) || claims.templates.length === 0);
  const ends = (holder: string) => own.some(({ workloads }) => !workloads || workloads.includes(holder));
  if (!tempo || !isVolatile || !holders.some(ends)) return '';
  return `; without tempo.persistence, the traces in ${listed(holders)} that are not in ${tempo.location.title} yet are lost`;
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

function restartedObjects({ before, after }: Step): Restart[] {
  return pairsOf(before, after).flatMap(({ before: { object: old }, after: now }) => {
    const { object } = now;
    if (!WORKLOADS.includes(object.kind) || isDeepStrictEqual(templateOf(old), templateOf(object))) return [];
    const component = componentOfObject(now, after);
    return [{ component, what: titleOf(object), workloads: [object.metadata.name], cause: causeOf(old, object) }];
  });
}

function imageChange(before: readonly (string | undefined)[], after: readonly (string | undefined)[]): string {
  const index = after.findIndex((image, at) => image !== before[at]);
  const [old, now] = [before[index], after[index]];
  return index < 0 || old === undefined ? 'pod template' : `image ${old} to ${now}`;
}

const templateOf = ({ spec }: Manifest): unknown => at(spec, 'template');

function causeOf(old: Manifest, now: Manifest): string {
  const images = (object: Manifest) => listAt(templateOf(object), 'spec', 'containers').map((container) => textAt(container, 'image'));
  const [before, after] = [images(old), images(now)];
  if (!isDeepStrictEqual(before, after)) return imageChange(before, after);
  const isSame = isDeepStrictEqual(at(templateOf(old), 'spec'), at(templateOf(now), 'spec'));
  return isSame ? 'configuration' : 'pod template';
}

/** Releases that are not rendered: what restarts is known only by their values. */
function restartedReleases({ before, after }: Step): Restart[] {
  return after.releases.flatMap((release) => {
    const old = before.releases.find(({ releaseName, chart, namespace }) => isSame(release, { releaseName, chart, namespace }));
    if (!old || isRenderedTwice(old, release, before, after)) return [];
    const restarted = restartedBy({
      chart: release.chart.name,
      release: release.releaseName,
      before: textsOf(old),
      after: textsOf(release),
    });
    const component = componentOf(release.application, after) ?? release.releaseName;
    if (!restarted) return [];
    const { workloads, cause } = restarted;
    const what = workloads ? listed(workloads) : `the pods of the Helm release of ${release.chart.name}`;
    return [{ component, what, workloads: workloads && inZones(workloads, before), cause }];
  });
}

/** Values name the ingesters of all zones together. */
const inZones = (workloads: readonly string[], { tempo }: Step['before']): string[] =>
  workloads.flatMap((name) => [name, ...(tempo?.unflushed?.workloads ?? []).filter((holder) => holder.startsWith(`${name}-`))]);

const isSame = (a: Release, b: Pick<Release, 'releaseName' | 'chart' | 'namespace'>): boolean =>
  a.releaseName === b.releaseName && a.chart.name === b.chart.name && a.namespace === b.namespace;

const textsOf = ({ chart: { version }, values }: Release) => ({ version, values });
