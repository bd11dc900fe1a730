/** What a change does to one cluster: its objects, the steps of the change, the path of a trace and the verdict of verify. */
import path from 'node:path';
import { type Finding, topicOf } from '../lib/findings/finding';
import { isMap } from '../lib/yaml/parsed';
import type { ClusterOutput } from '../synthesis/cluster-output';
import { comparable } from '../verify/change/one-sided';
import { CHANGE_RULES } from '../verify/change/rules';
import { isRoot } from '../verify/read/cluster';
import type { Pictured } from '../verify/report/picture/picture';
import type { ClusterReport } from '../verify/report/report';
import { findingsOf } from '../verify/report/report';
import { phrase } from '../verify/report/tally';
import type { Installation, Placed, Stack, World } from '../verify/stack';
import { componentOfObject } from '../verify/world/component';
import { type AddressChange, hopChanges, portChanges } from './addresses';
import { type ByHand, byHand } from './by-hand';
import { type Compared, type ObjectChange, objectChanges } from './objects';
import { staleOutput } from './stale';

/** The verdict of verify on both sides. */
export interface VerdictChange {
  /** `the pieces fit, 1 warning`; undefined if there was no output. */
  readonly before?: string;
  readonly after: string;
  /** The errors and warnings of verify that the old output does not have, as far as it could be rendered. */
  readonly appeared: readonly Finding[];
  /** Those that are gone. */
  readonly resolved: readonly Finding[];
  /** Whether a chart was rendered on only one side, so that nobody knows whether findings are new or gone. @default false */
  readonly isOneSided?: boolean;
}

export interface ClusterDiff {
  /** The cluster's name. */
  readonly name: string;
  /** Its old name, if the cluster file was renamed. */
  readonly renamedFrom?: string;
  readonly state: 'new' | 'removed' | 'changed' | 'unchanged';
  readonly objects: readonly ObjectChange[];
  /** What the change loses, blocks or restarts, and its steps for an administrator, in order. */
  readonly findings: readonly Finding[];
  readonly addresses: readonly AddressChange[];
  readonly byHand: ByHand;
  /** Undefined without rendering. */
  readonly verdict?: VerdictChange;
  /** The path of a trace after the change. Undefined without rendering. */
  readonly path?: Pictured;
  /** That the new output is not that of the cluster file, and what to do. */
  readonly stale?: string;
  /** What could not be compared, and why, one phrase per item. */
  readonly notCompared: readonly string[];
}

/** One side of the comparison. */
export interface DiffSide {
  readonly stack: Stack | World;
  /** Undefined without rendering. */
  readonly report?: ClusterReport;
  /** What synth makes of an older cluster file. */
  readonly output?: ClusterOutput;
}

export interface ClusterDiffProps {
  readonly name: string;
  readonly before?: DiffSide;
  readonly after?: DiffSide;
  /** The findings about the change. */
  readonly findings: readonly Finding[];
  /** The output folder, as in messages. */
  readonly out: string;
}

export function clusterDiff({ name, before, after, findings, out }: ClusterDiffProps): ClusterDiff {
  const { before: old, after: now, charts } = comparedSides(before?.stack, after?.stack);
  const isOneSided = charts.length > 0;
  const objects = objectChanges(comparedIn(old), comparedIn(now));
  const state = !before ? 'new' : !after ? 'removed' : objects.length + findings.length > 0 ? 'changed' : 'unchanged';
  const renamedFrom = before && after && before.stack.name !== after.stack.name ? before.stack.name : undefined;
  return {
    name,
    renamedFrom,
    state,
    objects,
    findings,
    addresses:
      before && after && old && now && !old.damage
        ? [...hopChanges(before.report, after.report, isOneSided), ...portChanges(old, now)]
        : [],
    byHand: byHand(before?.output, after?.stack.made?.synthesis.clusters[0], path.join(out, name), !before),
    verdict: after?.report && verdictOf(before?.report, after.report, isOneSided),
    ...(after?.report && { path: pathOf(after.report) }),
    stale: after?.stack.made && staleOutput(after.stack.made),
    notCompared: [
      ...new Set([
        ...[before, after].flatMap((side) => [...(side?.stack.notProven ?? []), ...(objects.length > 0 ? unrendered(side) : [])]),
        ...charts.map((chart) => `${chart} could be rendered on only one side, so only its values are compared`),
      ]),
    ],
  };
}

const comparedSides = (before: Stack | World | undefined, after: Stack | World | undefined) =>
  before && after ? comparable(before, after) : { before, after, charts: [] };

const pathOf = ({ name, hops, nodes }: ClusterReport): Pictured => ({ name, hops, nodes });

/** Without rendering, a chart's objects are unknown. */
const unrendered = (side: DiffSide | undefined): string[] =>
  side && !('releases' in side.stack)
    ? side.stack.installations
        .filter(({ isRenderedAlready }) => !isRenderedAlready)
        .map(({ chart }) => `${[chart.name, chart.version].filter(Boolean).join(' ')} is not rendered, so only its values are compared`)
    : [];

function verdictOf(before: ClusterReport | undefined, after: ClusterReport, isOneSided: boolean): VerdictChange {
  const [old, now] = [before ? problemsIn(before) : [], problemsIn(after)];
  const isIn = (list: readonly Finding[], finding: Finding) => list.some((other) => idOf(other) === idOf(finding));
  return {
    before: before && phrase([before]),
    after: phrase([after]),
    appeared: now.filter((finding) => !isIn(old, finding)),
    resolved: isOneSided ? [] : old.filter((finding) => !isIn(now, finding)),
    ...(isOneSided && { isOneSided }),
  };
}

const problemsIn = (report: ClusterReport): Finding[] =>
  findingsOf(report).filter(
    (finding) => finding.severity !== 'note' && finding.accepted === undefined && topicOf(finding) !== CHANGE_RULES.topic,
  );

const idOf = ({ rule, subject, part, problem }: Finding): string => [rule, subject, part, problem].join('\n');

/** The objects of a side, and the values for releases of other Applications. */
function comparedIn(stack: Stack | World | undefined): Compared[] {
  if (!stack) return [];
  const values = stack.installations.filter(({ application, isRenderedAlready }) => application === undefined && !isRenderedAlready);
  const all = { root: stack.applications.find(isRoot), applications: stack.applications.filter((each) => !isRoot(each)) };
  return [...stack.objects, ...values.filter(isValuesFile).map(asObject)].map((placed) => ({
    placed,
    component: componentOfObject(placed, all),
  }));
}

/** The kind of a values file for a release of another Application, which is compared as an object. */
export const VALUES_FILE = 'Values';

const isValuesFile = ({ place }: Installation): boolean => /[/\\]values[/\\]/.test(place.file);

const asObject = ({ releaseName, chart: { version }, values, place }: Installation): Placed => ({
  object: { apiVersion: '', kind: VALUES_FILE, metadata: { name: releaseName }, version, ...(isMap(values) ? { values } : {}) },
  place,
});
