/** Judges the objects of a cluster by a dry run on its API server, and compares that with the check `shape`. */
import { pagePath } from '../../lib/files/own-folder';
import { error, type Finding, warning } from '../../lib/findings/finding';
import { at } from '../../lib/yaml/parsed';
import { SHAPE_RULES } from '../checks/shape/rules';
import type { CheckReport, ClusterReport } from '../report/report';
import type { Placed, World } from '../stack';
import { objectsOfOthers } from '../world/installed-elsewhere';
import { aboutObject, groupOf, isClusterKind, titleOf } from '../world/kubernetes';
import type { Outcome, ServerAnswer } from './answer';
import { insecure } from './pod-security';
import { SERVER_RULES } from './rules';
import type { ApiServer } from './server';

/** Dry runs at the same time. */
const AT_ONCE = 4;

/** The namespace that always exists. */
const EXISTING = 'default';

/** Adds the check to the report of a cluster. */
export async function withServer(cluster: ClusterReport, world: World, server: ApiServer): Promise<ClusterReport> {
  return { ...cluster, checks: [...cluster.checks, await judge(cluster, world, server)] };
}

async function judge({ checks }: Pick<ClusterReport, 'checks'>, world: World, server: ApiServer): Promise<CheckReport> {
  const shape = checks.find(({ name }) => name === SHAPE_RULES.topic)?.findings ?? [];
  const objects = objectsOf(world);
  const answers = await inOrder(objects, async (placed) => {
    const answer = await answerFor(placed, server);
    return { ...answer, insecure: await insecure(placed, answer, server, world) };
  });
  const findings: Finding[] = [];
  const notProven = new Set<string>();
  let judged = 0;
  objects.forEach((placed, index) => {
    const answer = answers[index];
    if (!answer) return;
    const why = whyNotProven(placed, answer, world);
    if (why === undefined) {
      judged++;
      findings.push(...findingsOf(placed, answer, shape));
    } else notProven.add(why);
  });
  return { name: SERVER_RULES.topic, proves: SERVER_RULES.proves, judged, findings, notProven: [...notProven].sort() };
}

/** What Argo CD, Flux or the controller of k3s applies, without releases that somebody else installs with more values. */
function objectsOf(world: World): Placed[] {
  const elsewhere = objectsOfOthers(world);
  return world.objects.filter((placed) => !elsewhere.has(placed) && at(placed.object, 'metadata', 'name') !== undefined);
}

async function inOrder<Item, Result>(items: readonly Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await run(items[index] as Item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/**
 * In a namespace that does not exist yet, the server judges nothing; the same object is then tried in another one. The policies, levels
 * and objects of that one say nothing about it.
 */
async function answerFor(placed: Placed, server: ApiServer): Promise<ServerAnswer> {
  const answer = await server.tryOut(inNamespace(placed, placed.namespace));
  if (answer.outcome !== 'no namespace') return answer;
  const other = await server.tryOut(inNamespace(placed, EXISTING));
  if (!OF_NAMESPACE.includes(other.outcome)) return { ...other, warnings: [] };
  return { outcome: 'unanswered', message: `namespace ${placed.namespace} does not exist yet`, warnings: [] };
}

/** Answers that another namespace may not share. */
const OF_NAMESPACE: readonly Outcome[] = ['denied', 'immutable'];

function inNamespace({ object }: Placed, namespace: string | undefined): Placed['object'] {
  if (namespace === undefined || isClusterKind(object)) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** @returns undefined if the object is judged */
function whyNotProven({ object }: Placed, { outcome, message }: ServerAnswer, world: World): string | undefined {
  const kind = `${groupOf(object) || 'core'}/${object.kind}`;
  if (outcome === 'no kind')
    return `kind ${kind}, whose CustomResourceDefinition the API server does not have${definesKind(world, object) ? ' yet' : ''}`;
  if (outcome === 'forbidden') return `kind ${kind}, which the user of kubectl may not apply`;
  if (outcome === 'unanswered' || outcome === 'no namespace') return `${titleOf(object)}, to which the API server answered: ${message}`;
  return undefined;
}

const definesKind = ({ objects }: World, { kind, apiVersion }: Placed['object']): boolean =>
  objects.some(
    ({ object }) =>
      object.kind === 'CustomResourceDefinition' &&
      at(object, 'spec', 'names', 'kind') === kind &&
      at(object, 'spec', 'group') === groupOf({ apiVersion }),
  );

/** An answer with what it says of Pod Security. */
interface JudgedAnswer extends ServerAnswer {
  readonly insecure: readonly Finding[];
}

function findingsOf(placed: Placed, { outcome, message, insecure: ofPods }: JudgedAnswer, shape: readonly Finding[]): Finding[] {
  const about = aboutObject(placed.object);
  const own = shape.filter(({ name, subject }) => name === about.name && subject === about.subject);
  const says = (severity: typeof error, ...statement: Parameters<typeof SERVER_RULES.says>) =>
    severity(placed.place, SERVER_RULES.says(...statement), about);
  if (outcome === 'immutable')
    return [
      says(
        error,
        'immutable',
        `the API server refuses the change of what runs: ${message}`,
        `see ${pagePath('docs/changes.md')}, and npm run verify -- --from REF`,
      ),
    ];
  if (outcome === 'denied') return [says(error, 'denied', `an admission policy denies it: ${message}`, 'change the policy, or the values')];
  if (outcome === 'refused') {
    // Argo CD does not apply strictly: an unknown field of an upstream chart is dropped, and never had an effect.
    const isStrict = placed.rendered && /not declared in schema|unknown field/.test(message);
    const refused = says(
      isStrict ? warning : error,
      'refused',
      `the API server refuses it: ${message}`,
      isStrict ? 'nothing in dist/ is wrong' : 'correct it',
    );
    const unknown = says(
      warning,
      'not-in-shape',
      'the check shape does not find what the API server refuses',
      'please report it with this object',
    );
    return [refused, ...(own.length === 0 && !isStrict ? [unknown] : []), ...ofPods];
  }
  return [...ofPods, ...own.filter(isOfObject(placed)).map(({ rule }) => onlyInShape(says, rule))];
}

const onlyInShape = (
  says: (severity: typeof warning, ...statement: Parameters<typeof SERVER_RULES.says>) => Finding,
  rule: string,
): Finding =>
  says(warning, 'only-in-shape', `the API server accepts it, and ${rule} reports an error`, 'please report it with this object');

/** The groups that the API server itself defines. A CustomResourceDefinition of another release has other fields. */
const OWN_GROUP = /^(|apps|batch|policy|autoscaling|.*\.k8s\.io)$/;

/** Rules about several objects, about files, and about another Kubernetes than that of the server. */
const NOT_OF_OBJECT =
  /\/(unreadable-file|merge-conflict|duplicate-key|removed-api|unknown-kind|duplicate-object|duplicate-definition|synced-twice)$/;

const isOfObject =
  ({ object }: Placed) =>
  ({ severity, rule }: Finding): boolean =>
    severity === 'error' && OWN_GROUP.test(groupOf(object)) && !NOT_OF_OBJECT.test(rule);
