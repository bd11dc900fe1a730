/** Secrets that go with the object that made them. */
import { isDeepStrictEqual } from 'node:util';
import type { InstalledTempo } from '../../../charts/tempo/installed';
import { type Finding, note, warning } from '../../../lib/findings/finding';
import { at, holdsText, textAt } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { titleOf } from '../../world/kubernetes';
import { kubectl } from '../commands';
import { goneFrom, pairsOf } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** The object in git that a Secret comes from, which may be the Secret itself. */
interface Source {
  readonly kind: 'ExternalSecret' | 'SealedSecret' | 'Secret';
  readonly secret: string;
  readonly namespace?: string;
}

/**
 * External Secrets and Sealed Secrets own the Secrets that they make, so Kubernetes deletes these with them, and the next owner refuses
 * a Secret of another one. A Secret in git is pruned.
 */
export function secretChanges(step: Step): Finding[] {
  return [...lostSecrets(step), ...foreignSecrets(step)];
}

function lostSecrets({ before, after, where }: Step): Finding[] {
  const gone = goneFrom(before, after).flatMap((placed) => sourceIn(placed) ?? []);
  const lost = gone.filter((source) => isUsed(source, after) && (source.kind !== 'Secret' || nextSource(source, after) === undefined));
  const [first] = lost;
  if (!first) return [];
  const deletes = first.kind === 'Secret' ? 'Argo CD deletes it' : `Kubernetes deletes the Secret ${first.secret} with it`;
  const what = first.kind === 'Secret' ? `Secret ${first.secret}` : first.kind;
  const problem = `${what} leaves the output, and ${deletes}, so new pods of Tempo do not start until it exists again`;
  const commands = lost.flatMap((source) => keep(source, nextSource(source, after)));
  const statement = { ...CHANGE_RULES.says('secret', problem, 'right before the merge, keep it'), commands };
  return [warning(where(['tempo', 'credentials']), statement, { subject: 'tempo.credentials', name: first.secret })];
}

/** Secrets that somebody else made, which Sealed Secrets does not overwrite. Argo CD waits until it has. */
function foreignSecrets({ before, after, where }: Step): Finding[] {
  if (before.isDamaged) return [];
  const [taken] = after.objects
    .flatMap((placed) => sourceIn(placed) ?? [])
    .filter((source) => source.kind === 'SealedSecret' && nextSource(source, before) === undefined && isUsed(source, before));
  if (!taken) return [];
  const problem = `Secret ${taken.secret} was made by somebody else, and Sealed Secrets does not overwrite it, so Argo CD waits with the rest`;
  const commands = [kubectl(taken.namespace, ...letManage(taken.secret))];
  const statement = { ...CHANGE_RULES.says('secret', problem, 'before the merge, let it'), commands };
  return [warning(where(['tempo', 'credentials']), statement, { subject: 'tempo.credentials', name: taken.secret })];
}

/** The controller of Sealed Secrets only overwrites a Secret that it may manage. */
const letManage = (secret: string): string[] => ['annotate', 'secret', secret, 'sealedsecrets.bitnami.com/managed=true'];

/** The credentials of Tempo change. Its pods read them as variables, when they start. */
export function rotations(step: Step): Finding[] {
  const changed = changedContent(step);
  return changed.length > 0 ? changed : changedOrigin(step);
}

/** The same Secret, made by something else, which may have other credentials. */
function changedOrigin({ before, after, where }: Step): Finding[] {
  const { tempo } = after;
  if (!tempo || before.isDamaged || before.tempo?.namespace !== tempo.namespace) return [];
  const sources = [after, before].flatMap(({ objects }) => objects.flatMap((placed) => sourceIn(placed) ?? []));
  const [moved] = sources.flatMap((source) => {
    const isOfTempo = source.namespace === tempo.namespace && isUsed(source, before) && isUsed(source, after);
    const [from, to] = [nextSource(source, before)?.kind, nextSource(source, after)?.kind];
    return isOfTempo && from !== to ? [{ secret: source.secret, from, to }] : [];
  });
  if (!moved) return [];
  const named = (kind: Source['kind'] | undefined) => (kind === undefined ? 'somebody else' : kind === 'Secret' ? 'git' : `the ${kind}`);
  const problem = `Secret ${moved.secret} comes from ${named(moved.to)} instead of ${named(moved.from)}, and running pods of Tempo keep the credentials with which they started`;
  return [
    restartFor({
      tempo,
      secret: moved.secret,
      problem,
      fix: 'if the new credentials are different, restart these pods when the Secret has them',
      where,
    }),
  ];
}

function changedContent({ before, after, where }: Step): Finding[] {
  const { tempo } = after;
  const [changed] = pairsOf(before, after).flatMap(({ before: { object: old }, after: placed }) => {
    const source = sourceIn(placed);
    const isOfTempo = source && source.namespace === tempo?.namespace && isUsed(source, after);
    return isOfTempo && !isDeepStrictEqual(contentOf(old), contentOf(placed.object)) ? [{ source, object: placed.object }] : [];
  });
  if (!tempo || !changed) return [];
  const { object, source } = changed;
  const problem = `${titleOf(object)} changes, but running pods of Tempo keep the credentials with which they started`;
  const hasJob = after.objects.some(({ object: { kind, spec } }) => kind === 'Job' && holdsText(spec, source.secret));
  const fix = `when the Secret has its new content${hasJob ? ' and the bucket Job has completed' : ''}, restart them`;
  return [restartFor({ tempo, secret: source.secret, problem, fix, where })];
}

interface Restarted extends Pick<Step, 'where'> {
  readonly tempo: InstalledTempo;
  readonly secret: string;
  readonly problem: string;
  readonly fix: string;
}

function restartFor({ tempo, secret, problem, fix, where }: Restarted): Finding {
  const label = `app.kubernetes.io/instance=${tempo.releaseName}`;
  const commands = [kubectl(tempo.namespace, 'rollout', 'restart', 'deployment,statefulset', '-l', label)];
  const statement = { ...CHANGE_RULES.says('credentials', problem, fix), commands };
  return note(where(['tempo', 'credentials']), statement, { subject: 'tempo.credentials', name: secret });
}

/** What the Secret is made of. */
const contentOf = ({ spec, data, stringData }: Manifest): unknown => [
  at(spec, 'data'),
  at(spec, 'dataFrom'),
  at(spec, 'target', 'template'),
  at(spec, 'encryptedData'),
  ...[data, stringData],
];

function sourceIn({ object: { kind, metadata, spec }, namespace }: Placed): Source | undefined {
  if (kind === 'ExternalSecret') return { kind, secret: textAt(spec, 'target', 'name') ?? metadata.name, namespace };
  return kind === 'SealedSecret' || kind === 'Secret' ? { kind, secret: metadata.name, namespace } : undefined;
}

/** Where the same Secret comes from in the new output. */
const nextSource = ({ secret, namespace }: Source, { objects }: Side): Source | undefined =>
  objects.flatMap((placed) => sourceIn(placed) ?? []).find((source) => source.secret === secret && source.namespace === namespace);

/** Whether something in the new output, in the same namespace, still reads the Secret. */
const isUsed = ({ secret, namespace }: Source, { objects, releases }: Side): boolean =>
  [
    ...objects.map(({ object, namespace: own }) => ({ own, value: object.spec })),
    ...releases.map(({ values, namespace: own }) => ({ own, value: values })),
  ].some(({ own, value }) => own === namespace && holdsText(value, secret));

function keep({ kind, secret, namespace }: Source, next: Source | undefined): string[] {
  const isTaken = next?.kind === 'SealedSecret';
  return [
    kind === 'Secret'
      ? kubectl(namespace, 'annotate', 'secret', secret, '--overwrite', 'argocd.argoproj.io/sync-options=Prune=false')
      : kubectl(namespace, 'patch', 'secret', secret, '--type', 'merge', '-p', JSON.stringify({ metadata: { ownerReferences: null } })),
    ...(isTaken ? [kubectl(namespace, ...letManage(secret))] : []),
  ];
}
