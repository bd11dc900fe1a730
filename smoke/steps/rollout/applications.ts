/** Argo CD has synced what dist/ says. */
import path from 'node:path';
import { differsFrom } from '../../../lib/git/differs';
import { FLEET_FILE, FLEET_SET } from '../../../lib/output/fleet-files';
import { at, isMap, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Application } from '../../../verify/stack';
import type { Kubectl } from '../../ends/kubectl';
import { SMOKE_RULES } from '../../rules';
import type { SmokeStack } from '../../stack';
import { failed, notJudged, ok, type Step } from '../../step';
import { byKubectl, type Look, settled } from '../settled';

/** One step per Application, the root first. */
export function applicationSteps(stack: SmokeStack): Step[] {
  const [root] = stack.applications;
  if (!root) return [];
  return stack.applications.map((application) => ({
    part: 'rollout',
    name: `Application ${application.name}`,
    run: (context) => {
      if (!stack.argocd.isHere) return Promise.resolve(notJudged('Argo CD installs the components in another cluster than its own'));
      return byKubectl(context, (kubectl) => settled(context, () => look(application, kubectl, stack, root)));
    },
  }));
}

async function look(application: Application, kubectl: Kubectl, stack: SmokeStack, root: Application): Promise<Look> {
  const { name } = application;
  const { namespace, isAutomated } = stack.argocd;
  const isRoot = application === root;
  const byFleet = path.basename(root.place.file) === FLEET_FILE;
  const bootstrap = `kubectl apply -f ${byFleet ? path.join(path.dirname(stack.folder), FLEET_SET) : `${stack.folder}/bootstrap.k8s.yaml`}`;
  const sync = `run argocd app sync ${isRoot ? name : `${root.name} && argocd app sync ${name}`}`;
  const broken = (
    rule: 'not-applied' | 'other-output' | 'not-synced' | 'not-healthy',
    problem: string,
    fix: string,
    isPending = false,
  ) => ({
    verdict: failed(SMOKE_RULES.says(rule, problem, fix), `Application ${name}`),
    isPending,
  });
  const live = await kubectl.get('applications.argoproj.io', name, '-n', namespace);
  if (live === undefined)
    return broken(
      'not-applied',
      `does not exist in namespace ${namespace}`,
      isRoot ? bootstrap : `push dist/, and sync ${root.name}`,
      !isRoot && isAutomated,
    );
  const difference = sourceDifference(application, live);
  if (difference)
    return broken('other-output', difference, isRoot ? bootstrap : `push dist/, and sync ${root.name}`, !isRoot && isAutomated);
  const state = textAt(live, 'status', 'sync', 'status') ?? 'Unknown';
  const { phase, message } = operationOf(live);
  const isRunning = phase === 'Running' || textAt(live, 'status', 'health', 'status') === 'Progressing';
  if (state !== 'Synced') {
    const why = conditionsOf(live)[0] ?? (phase && phase !== 'Succeeded' ? message : undefined);
    return broken(
      'not-synced',
      `is ${state}${why ? `: ${why}` : ''}`,
      why ? 'do what Argo CD says, then sync again' : sync,
      isAutomated || isRunning,
    );
  }
  const old = revisionsOf(live).find((revision) => differsFrom(stack.folder, revision) === true);
  if (old)
    return broken(
      'other-output',
      `is synced to ${old.slice(0, 9)}, whose ${stack.folder} is not the one here`,
      'commit and push dist/',
      isAutomated,
    );
  const health = textAt(live, 'status', 'health', 'status');
  if (health && health !== 'Healthy') {
    const sick = unhealthyIn(live);
    return broken('not-healthy', `is ${health}${sick ? ` by ${sick}` : ''}`, 'see the next steps, and argocd app get', true);
  }
  const revision = revisionsOf(live).at(-1)?.slice(0, 9);
  return { verdict: ok(`Synced${health ? ` and ${health}` : ''}${revision ? ` at ${revision}` : ''}`) };
}

/** Where the sources in the cluster differ from those in dist/, as a phrase. */
function sourceDifference({ manifest }: Application, live: unknown): string | undefined {
  for (const key of ['source', 'sources', 'destination', 'project']) {
    const wanted = at(manifest, 'spec', key);
    const steps = wanted === undefined ? undefined : firstDifference(wanted, at(live, 'spec', key));
    if (!steps) continue;
    const [there, here] = [at(live, 'spec', key, ...steps), at(wanted, ...steps)].map(shown);
    const values = there && here ? `is ${there}, and ${here} in dist/` : 'differs from dist/';
    return `spec.${[key, ...steps].join('.')} ${values}`;
  }
  return undefined;
}

const shown = (value: unknown): string | undefined => {
  if (value === undefined) return 'not set';
  return isMap(value) || Array.isArray(value) || String(value).length > 60 ? undefined : String(value);
};

/** Fields that only the cluster has are defaults. */
function firstDifference(wanted: unknown, actual: unknown): Path | undefined {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return [];
    return nested(wanted.map((item, index) => [index, firstDifference(item, actual[index])]));
  }
  if (isMap(wanted)) return nested(Object.entries(wanted).map(([key, item]) => [key, firstDifference(item, at(actual, key))]));
  return wanted === actual ? undefined : [];
}

const nested = (found: readonly (readonly [string | number, Path | undefined])[]): Path | undefined => {
  const [step, path] = found.find(([, below]) => below) ?? [];
  return step !== undefined && path ? [step, ...path] : undefined;
};

const operationOf = (live: unknown) => {
  const state = mapAt(live, 'status', 'operationState');
  return { phase: textAt(state, 'phase'), message: textAt(state, 'message') };
};

const conditionsOf = (live: unknown): string[] =>
  listAt(live, 'status', 'conditions').flatMap((condition) =>
    /Error$/.test(textAt(condition, 'type') ?? '') ? [textAt(condition, 'message')?.split('\n')[0] ?? ''] : [],
  );

/** The revisions of its git sources. */
const revisionsOf = (live: unknown): string[] => {
  const sync = mapAt(live, 'status', 'sync');
  return [textAt(sync, 'revision'), ...listAt(sync, 'revisions').map(String)].flatMap((revision) =>
    revision && /^[0-9a-f]{40}$/.test(revision) ? [revision] : [],
  );
};

/** The first resource that is not healthy: `Deployment tempo-querier (…)`. */
function unhealthyIn(live: unknown): string | undefined {
  const sick = listAt(live, 'status', 'resources').find(
    (resource) => !['Healthy', undefined].includes(textAt(resource, 'health', 'status')),
  );
  if (!sick) return undefined;
  const message = textAt(sick, 'health', 'message');
  return `${textAt(sick, 'kind')} ${textAt(sick, 'name')}${message ? ` (${message.split('\n')[0]})` : ''}`;
}
