/** Secrets that go with the object that made them. */
import { type Finding, warning } from '../../../lib/findings/finding';
import { holdsText, textAt } from '../../../lib/yaml/parsed';
import type { Placed } from '../../stack';
import { kubectl } from '../commands';
import { goneFrom } from '../objects';
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
export function secretChanges({ before, after, where }: Step): Finding[] {
  const gone = goneFrom(before, after)
    .flatMap((placed) => sourceIn(placed) ?? [])
    .filter(({ namespace }) => after.objects.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace));
  const lost = gone.filter((source) => isUsed(source, after) && (source.kind !== 'Secret' || nextSource(source, after) === undefined));
  const [first] = lost;
  if (!first) return [];
  const deletes = first.kind === 'Secret' ? 'Argo CD deletes it' : `Kubernetes deletes the Secret ${first.secret} with it`;
  const what = first.kind === 'Secret' ? `Secret ${first.secret}` : first.kind;
  const problem = `${what} leaves the output, and ${deletes}, so that new pods of Tempo do not start until it exists again`;
  const commands = lost.flatMap((source) => keep(source, nextSource(source, after)));
  const statement = { ...CHANGE_RULES.says('secret', problem, 'right before the merge, keep it'), commands };
  return [warning(where(['tempo', 'credentials']), statement, { subject: 'tempo.credentials', name: first.secret })];
}

function sourceIn({ object: { kind, metadata, spec }, namespace }: Placed): Source | undefined {
  if (kind === 'ExternalSecret') return { kind, secret: textAt(spec, 'target', 'name') ?? metadata.name, namespace };
  return kind === 'SealedSecret' || kind === 'Secret' ? { kind, secret: metadata.name, namespace } : undefined;
}

/** Where the same Secret comes from in the new output. */
const nextSource = ({ secret, namespace }: Source, { objects }: Side): Source | undefined =>
  objects.flatMap((placed) => sourceIn(placed) ?? []).find((source) => source.secret === secret && source.namespace === namespace);

/** Whether something in the new output still reads the Secret. */
const isUsed = ({ secret }: Source, { objects, releases }: Side): boolean =>
  [...objects.map(({ object }) => object.spec), ...releases.map(({ values }) => values)].some((value) => holdsText(value, secret));

function keep({ kind, secret, namespace }: Source, next: Source | undefined): string[] {
  const isTaken = next?.kind === 'SealedSecret';
  return [
    kind === 'Secret'
      ? kubectl(namespace, 'annotate', 'secret', secret, '--overwrite', 'argocd.argoproj.io/sync-options=Prune=false')
      : kubectl(namespace, 'patch', 'secret', secret, '--type', 'merge', '-p', JSON.stringify({ metadata: { ownerReferences: null } })),
    // Its controller only overwrites a Secret that it may manage.
    ...(isTaken ? [kubectl(namespace, 'annotate', 'secret', secret, 'sealedsecrets.bitnami.com/managed=true')] : []),
  ];
}
