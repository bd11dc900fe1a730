/** The counters of Tempo before and after the spans of smoke, so that a lost hop is named. */
import { targetName, WORKLOADS } from '../../../charts/tempo/workloads';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { EndName, Reached } from '../../ends/ends';
import { type Sample, samplesIn } from '../../read/metrics';
import { request, unexpected } from '../../read/request';
import { SMOKE_RULES } from '../../rules';
import type { StepResult } from '../../runner';
import { type Cause, type Context, notJudged, ok, type Step, type Verdict } from '../../step';

/**
 * What is counted, by the names of Tempo 2 and 3: modules/distributor/distributor.go, pkg/validation (discarded), modules/ingester/flush.go,
 * modules/livestore and modules/blockbuilder.
 */
const COUNTERS = {
  received: /^tempo_distributor_spans_received_total$/,
  discarded: /^tempo_discarded_spans_total$/,
  refused: /^tempo_receiver_refused_spans(_total)?$/,
  notWritten: /^tempo_distributor_(ingester_append|livestore_append|produce|kafka\w*)_failures_total$/,
  notFlushed: /^tempo_\w*(failed_flushes|flush_failed_retries|failed_completions)_total$/,
} as const;

type Counter = keyof typeof COUNTERS;

/** By the counter, and for some by their reason. */
type Counts = ReadonlyMap<string, number>;

const REASONS: readonly Counter[] = ['discarded'];

export function counterSteps(): { readonly before: Step; readonly after: Step } {
  let start: Counts | undefined;
  return {
    before: {
      part: 'rollout',
      name: 'counters',
      explains: 'rollout',
      run: async (context) => {
        start = await countsOf(context);
        return start ? ok(`${sum(start, 'received')} spans received so far`) : notJudged(WITHOUT_ENDS);
      },
    },
    after: {
      part: 'receivers',
      name: 'counters',
      explains: 'receivers',
      run: async (context, earlier) => {
        const end = await countsOf(context);
        if (!end || !start) return notJudged(WITHOUT_ENDS);
        return judged(differences(start, end), earlier);
      },
    },
  };
}

const WITHOUT_ENDS = 'needs kubectl, or the HTTP port of a process by --url distributor=URL';

function judged(counts: Counts, earlier: readonly StepResult[]): Verdict {
  const causes: Cause[] = [];
  const says = (subject: string, problem: string, fix: string) =>
    causes.push({ subject, statement: SMOKE_RULES.says('lost-spans', problem, fix) });
  const of = (counter: Counter) => sum(counts, counter);
  const reasons = [...counts].flatMap(([key, count]) =>
    key.startsWith('discarded ') && count > 0 ? [key.slice('discarded '.length)] : [],
  );
  if (of('discarded') > 0)
    says(
      'distributor',
      `discarded ${of('discarded')} spans: ${reasons.join(', ')}`,
      'raise the limit of that name in tempo.values.overrides',
    );
  if (of('refused') > 0) says('distributor', `refused ${of('refused')} spans`, 'see its logs');
  if (of('notWritten') > 0)
    says(
      'distributor',
      `could not pass on ${of('notWritten')} times what it received`,
      'see its logs, and whether the next process is ready',
    );
  if (of('notFlushed') > 0)
    says('ingester', `could not write to the storage ${of('notFlushed')} times`, 'see its logs for the answer of the storage');
  const accepted = earlier.filter(({ step, verdict }) => step.part === 'receivers' && wasAccepted(verdict));
  if (of('received') === 0 && accepted.length > 0)
    says('distributor', `counted none of the spans that ${accepted[0]?.step.name} accepted`, 'see which program listens at that address');
  const [first, ...others] = causes;
  return first
    ? { verdict: 'failed', causes: [first, ...others] }
    : ok(`${of('received')} spans received, none discarded, no failed flush`);
}

/** A span that was refused need not be counted. */
const wasAccepted = (verdict: Verdict): boolean =>
  verdict.verdict === 'ok' ||
  (verdict.verdict === 'failed' &&
    verdict.causes.some(({ statement }) =>
      [SMOKE_RULES.idOf('not-stored'), SMOKE_RULES.idOf('not-found-by-search')].includes(statement.rule),
    ));

const sum = (counts: Counts, counter: Counter): number =>
  [...counts].reduce((total, [key, count]) => (key.split(' ')[0] === counter ? total + count : total), 0);

/** A process that was restarted counts from 0. */
const differences = (start: Counts, end: Counts): Counts =>
  new Map([...end].map(([key, count]) => [key, count >= (start.get(key) ?? 0) ? count - (start.get(key) ?? 0) : count]));

async function countsOf(context: Context): Promise<Counts | undefined> {
  const ends = await endsOf(context);
  if (ends.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const [name, reached] of ends) {
    const answer = await request(reached, '/metrics', { end: name });
    if (answer.status !== 200) throw unexpected(answer, '/metrics', reached, name);
    for (const sample of samplesIn(answer.text)) count(sample, counts);
  }
  return counts;
}

function count({ name, labels, value }: Sample, counts: Map<string, number>): void {
  for (const [counter, pattern] of Object.entries(COUNTERS) as [Counter, RegExp][]) {
    if (!pattern.test(name)) continue;
    const key = REASONS.includes(counter) ? `${counter} ${labels.reason ?? 'no reason'}` : counter;
    counts.set(key, (counts.get(key) ?? 0) + value);
  }
}

/** The processes that pass spans on. */
const COUNTING = /^(distributor|ingester|live-store|block-builder)/;

/** The ends with counters: those of `--url`, else every pod that passes spans on. */
async function endsOf({ ends, kubectl, stack }: Context): Promise<(readonly [EndName, Reached])[]> {
  const { namespace, selector, httpPort: port, isMonolithic, query } = stack.tempo;
  const names = WORKLOADS.map(targetName).filter((name) => ends.isGiven(name));
  if (isMonolithic && ends.isGiven('tempo')) names.push('tempo');
  if (names.length > 0) return Promise.all(names.map(async (name) => [name, await ends.reach(name, undefined)] as const));
  if (!kubectl) return [];
  if (isMonolithic) return [['tempo', await ends.reach('tempo', query)]];
  const pods = listAt(await kubectl.get('pods', '-n', namespace, '-l', selector, '--field-selector=status.phase=Running'), 'items');
  return Promise.all(
    pods.flatMap((item) => {
      const pod = textAt(item, 'metadata', 'name') ?? '';
      const component = textAt(item, 'metadata', 'labels', 'app.kubernetes.io/component') ?? '';
      if (!COUNTING.test(component)) return [];
      return [ends.reach(component, { pod, namespace, port }).then((reached) => [component, reached] as const)];
    }),
  );
}
