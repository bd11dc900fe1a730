/** Namespaces that join or leave the mesh. Linkerd only injects its proxy into new pods. */
import { keyOfComponent } from '../../../charts/component-keys';
import { asksForProxy, INJECT } from '../../../charts/linkerd/injection';
import { CONTROL_PLANE_CHART, EXTENSION } from '../../../charts/linkerd/releases';
import { type Finding, note } from '../../../lib/findings/finding';
import { entryOf, listAt, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Placed } from '../../stack';
import { componentOfObject } from '../../world/component';
import { annotationOf } from '../../world/kubernetes';
import { AFTER_SYNC, kubectl } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

interface MeshMove {
  /** The name of the namespace. */
  readonly name: string;
  /** Whether it joins the mesh, or leaves it. */
  readonly joins: boolean;
  /** The key of the component that has it. */
  readonly key: readonly string[];
  /** Whether somebody else makes it, and annotates it. */
  readonly isForeign: boolean;
}

export function meshMoves(before: Side, after: Side): MeshMove[] {
  const own = namespacesOf(after);
  const tempo = after.tempo?.namespace;
  const names = new Set([...own.map(({ object }) => object.metadata.name), ...(tempo === undefined ? [] : [tempo])]);
  return [...names].flatMap((name) => {
    const [was, is] = [isInMesh(name, before), isInMesh(name, after)];
    if (was === undefined || is === undefined || was === is) return [];
    const placed = own.find(({ object }) => object.metadata.name === name);
    const key = placed ? keyOfComponent(componentOfObject(placed, after)) : ['tempo'];
    return [{ name, joins: is, key, isForeign: !placed }];
  });
}

const namespacesOf = ({ objects }: Side): Placed[] => objects.filter(({ object }) => object.kind === 'Namespace');

/** Undefined for a namespace that is not one of the side. That of Tempo is in the mesh if there is one, whoever makes it. */
function isInMesh(name: string, side: Side): boolean | undefined {
  const own = namespacesOf(side).find(({ object }) => object.metadata.name === name)?.object;
  if (own) return asksForProxy(annotationOf(own, INJECT));
  return name === side.tempo?.namespace ? hasMesh(side) : undefined;
}

/** Whether the Jaeger extension of Linkerd is installed, or its control plane is configured. */
const hasMesh = (side: Side): boolean =>
  [...side.installed.map(({ chart }) => chart), ...side.releases.map(({ chart }) => chart.name)].some((chart) =>
    [EXTENSION, CONTROL_PLANE_CHART].includes(chart),
  );

export function meshChanges(step: Step): Finding[] {
  return [...movedNamespaces(step), ...movedProxies(step)];
}

/** Proxies keep the address with which they were injected. */
function movedProxies({ before, after, where }: Step): Finding[] {
  const [old, now] = [addressOfProxies(before), addressOfProxies(after)];
  if (old === undefined || now === undefined || old === now) return [];
  const problem = `sends the spans of proxies to ${now} instead of ${old}, where those of running pods still go`;
  const fix = 'restart the meshed pods right after the merge, when Linkerd has its new values';
  return [note(where(['linkerd']), CHANGE_RULES.says('mesh', problem, fix), { subject: 'linkerd' })];
}

/** Where the injector of the Jaeger extension, or the control plane, lets proxies send spans. */
function addressOfProxies({ releases, objects }: Side): string | undefined {
  const byValues = releases.flatMap(({ chart, values }) => {
    const path = entryOf(ADDRESSES, chart.name);
    return (path && textAt(values, ...path)) ?? [];
  });
  const containers = objects.flatMap(({ object: { kind, spec } }) =>
    kind === 'Deployment' ? listAt(spec, 'template', 'spec', 'containers') : [],
  );
  const byFlag = containers.flatMap((container) =>
    listAt(container, 'args').flatMap((arg) => /^--?collector-svc-addr=(.+)$/.exec(`${arg}`)?.[1] ?? []),
  );
  return [...byValues, ...byFlag][0];
}

/** The value with that address, by chart. */
const ADDRESSES: Readonly<Record<string, Path>> = {
  [EXTENSION]: ['webhook', 'collectorSvcAddr'],
  [CONTROL_PLANE_CHART]: ['proxy', 'tracing', 'collector', 'endpoint'],
};

function movedNamespaces({ before, after, where }: Step): Finding[] {
  return meshMoves(before, after).map(({ name, joins, key, isForeign }) => {
    const problem = isForeign
      ? `Namespace ${name} must ${joins ? 'join' : 'leave'} the mesh, and its running pods do not do so by themselves`
      : `Namespace ${name} ${joins ? 'joins' : 'leaves'} the mesh, but its running pods do not`;
    const fix = isForeign
      ? `after the merge, let its owner ${joins ? `set the annotation ${INJECT}: enabled` : `remove the annotation ${INJECT}`}, and restart the pods`
      : 'restart them after Argo CD has synced the merge';
    const commands = [...(isForeign ? [] : [AFTER_SYNC]), kubectl(name, 'rollout', 'restart', 'deployment,statefulset')];
    const statement = { ...CHANGE_RULES.says('mesh', problem, fix), commands };
    return note(where(key), statement, { subject: key.join('.'), name });
  });
}
