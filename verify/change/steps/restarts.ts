/** The pods that a change replaces. */
import { isDeepStrictEqual } from 'node:util';
import { SAMPLING_COMPONENT } from '../../../charts/collector/collector';
import { keyOfComponent } from '../../../charts/component-keys';
import { restartedBy } from '../../../charts/helm-values/restarts';
import type { InstalledTempo } from '../../../charts/tempo/installed';
import { type Finding, note } from '../../../lib/findings/finding';
import { groupedBy } from '../../../lib/findings/grouped-by';
import { listed } from '../../../lib/findings/listed';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../stack';
import { componentOf, componentOfObject } from '../../world/component';
import { titleOf } from '../../world/kubernetes';
import { claimsIn, isOfTempo, tempoWithTracesIn } from '../claims';
import { isRenderedTwice, pairsOf } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Release, Side } from '../side';
import type { Step } from '../step';
import { fewerSamplers, lossOfSampling } from './sampling';

/** What restarts, and why. */
interface Restart {
  /** `tempo`, or the name of a release that another Application installs. */
  readonly component: string;
  /** `Deployment tempo-querier`, or `the pods of the Helm release of traefik`. */
  readonly what: string;
  readonly cause: string;
  /** Whether a workload of a Tempo restarts by it. */
  readonly ends: (workload: string, tempo: InstalledTempo) => boolean;
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

/** The traces that a restart of pods without volumes loses. A migration has two Tempos. */
function lossOfTempo({ before }: Step, own: readonly Restart[]): string {
  const losing = before.tempos.filter((tempo) => isVolatile({ ...before, tempo }) && endsHolder(tempo, own));
  const [first] = losing;
  if (!first) return '';
  const holders = losing.flatMap(({ unflushed }) => unflushed?.workloads ?? []);
  return `; without tempo.persistence, the traces in ${listed(holders)} that are not in ${first.location.title} yet are lost`;
}

/** Whether the pods of the compared Tempo have no volumes. */
const isVolatile = (side: Side): boolean =>
  claimsIn(side).every((claims) => !tempoWithTracesIn(side, claims) || claims.templates.length === 0);

const endsHolder = (tempo: InstalledTempo, own: readonly Restart[]): boolean =>
  tempo.unflushed?.workloads.some((holder) => own.some(({ ends }) => ends(holder, tempo))) === true;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

function restartedObjects({ before, after }: Step): Restart[] {
  return pairsOf(before, after).flatMap(({ before: { object: old }, after: now }) => {
    const { object } = now;
    if (!WORKLOADS.includes(object.kind) || isDeepStrictEqual(templateOf(old), templateOf(object))) return [];
    const component = componentOfObject(now, after);
    const ends = (workload: string, tempo: InstalledTempo) => workload === object.metadata.name && tempo.namespace === now.namespace;
    return [{ component, what: titleOf(object), cause: causeOf(old, object), ends }];
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
    const ends = (workload: string, tempo: InstalledTempo) =>
      isOfTempo(release, tempo) && (workloads === undefined || inZones(workloads, tempo).includes(workload));
    return [{ component, what, cause, ends }];
  });
}

/** Values name the ingesters of all zones together. */
const inZones = (workloads: readonly string[], { unflushed }: InstalledTempo): string[] =>
  workloads.flatMap((name) => [name, ...(unflushed?.workloads ?? []).filter((holder) => holder.startsWith(`${name}-`))]);

const isSame = (a: Release, b: Pick<Release, 'releaseName' | 'chart' | 'namespace'>): boolean =>
  a.releaseName === b.releaseName && a.chart.name === b.chart.name && a.namespace === b.namespace;

const textsOf = ({ chart: { version }, values }: Release) => ({ version, values });
