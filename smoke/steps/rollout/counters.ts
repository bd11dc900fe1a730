/** The counters of Tempo before and after the spans of smoke, so that a lost hop is named. */
import { LIMIT_REASONS } from '../../../charts/tempo/limit-reasons';
import { targetName, WORKLOADS } from '../../../charts/tempo/names/workloads';
import { listed } from '../../../lib/findings/listed';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import { counted } from '../../../verify/report/tally';
import { EndError, type EndName, type Reached } from '../../ends/ends';
import { type Sample, samplesIn } from '../../read/metrics';
import { request, unexpected } from '../../read/request';
import { SMOKE_RULES } from '../../rules';
import { type Cause, type Context, notJudged, ok, type Step, type StepResult, type Verdict } from '../../step';

/**
 * What is counted, by the names of Tempo 2 and 3: modules/distributor/distributor.go, pkg/validation (discarded), modules/ingester/flush.go,
 * modules/livestore and modules/blockbuilder. When enough ingesters have a trace, the distributor cancels the other writes of it and counts
 * them as failures to append, so these alone lose nothing.
 */
const COUNTERS = {
  received: /^tempo_distributor_spans_received_total$/,
  discarded: /^tempo_discarded_spans_total$/,
  refused: /^tempo_receiver_refused_spans(_total)?$/,
  notAppended: /^tempo_distributor_ingester_append_failures_total$/,
  notWritten: /^tempo_distributor_(livestore_append|produce|kafka\w*)_failures_total$/,
  notFlushed: /^tempo_\w*(failed_flushes|flush_failed_retries|failed_completions)_total$/,
} as const;

type Counter = keyof typeof COUNTERS;

/** By the counter, and for some by their reason. */
type Counts = ReadonlyMap<string, number>;

/** What one process has counted. */
interface Counted {
  readonly end: EndName;
  readonly counts: Counts;
}

/** By the process: an end may be several pods. */
type Processes = ReadonlyMap<string, Counted>;

const REASONS: readonly Counter[] = ['discarded'];

export function counterSteps(): { readonly before: Step; readonly after: Step } {
  let start: Processes | undefined;
  return {
    before: {
      part: 'rollout',
      name: 'counters',
      explains: 'rollout',
      run: async (context, earlier) => {
        try {
          start = await countsOf(context);
        } catch (error) {
          // Without kubectl, it is known only that the address answers something else.
          if (!(context.kubectl && error instanceof EndError && earlier.some(({ verdict }) => failedBy(verdict, 'not-ready')))) throw error;
          return notJudged(`Tempo is not ready: ${error.problem}`);
        }
        if (!start) return notJudged(WITHOUT_ENDS);
        return ok(
          countsReceived(start) ? `${counted(sum(added(start), 'received'), 'span')} received so far` : `read from ${namesOf(start)}`,
        );
      },
    },
    after: {
      part: 'receivers',
      name: 'counters',
      explains: 'receivers',
      run: async (context, earlier) => {
        const end = await countsOf(context);
        if (!end || !start) return notJudged(WITHOUT_ENDS);
        return judged(differences(start, end), earlier, countsReceived(start) && countsReceived(end));
      },
    },
  };
}

const WITHOUT_ENDS = 'needs kubectl, or the HTTP port of a process by --url distributor=URL';

/** @param countsReceived whether a process that receives spans was read */
function judged(counts: Counts, earlier: readonly StepResult[], countsReceived: boolean): Verdict {
  const causes: Cause[] = [];
  const says = (subject: string, problem: string, fix: string) =>
    causes.push({ subject, statement: SMOKE_RULES.says('lost-spans', problem, fix) });
  const of = (counter: Counter) => sum(counts, counter);
  const reasons = [...counts].flatMap(([key, count]) =>
    key.startsWith('discarded ') && count > 0 ? [key.slice('discarded '.length)] : [],
  );
  if (of('discarded') > 0) says('distributor', `discarded ${counted(of('discarded'), 'span')}: ${listed(reasons)}`, fixOf(reasons));
  const isLost = of('refused') > 0 || earlier.some(({ verdict }) => failedBy(verdict, 'not-stored'));
  const notPassedOn = of('notWritten') + (isLost ? of('notAppended') : 0);
  if (of('refused') > 0 && notPassedOn === 0) says('distributor', `refused ${counted(of('refused'), 'span')}`, 'see its logs');
  if (notPassedOn > 0)
    says(
      'distributor',
      `failed ${counted(notPassedOn, 'time')} to pass on what it received`,
      'see its logs, and whether the next process is ready',
    );
  if (of('notFlushed') > 0)
    says('ingester', `failed ${counted(of('notFlushed'), 'time')} to write to the storage`, 'see its logs for the answer of the storage');
  const accepted = earlier.filter(({ step, verdict }) => step.part === 'receivers' && wasAccepted(verdict));
  if (countsReceived && of('received') === 0 && accepted.length > 0)
    says('distributor', `counted none of the spans that ${accepted[0]?.step.name} accepted`, 'see which program listens at that address');
  const [first, ...others] = causes;
  return first
    ? { verdict: 'failed', causes: [first, ...others] }
    : ok(`${countsReceived ? `${counted(of('received'), 'span')} received, ` : ''}none discarded, no failed flush`);
}

/** Only limits can be raised. */
const fixOf = (reasons: readonly string[]): string =>
  reasons.every((reason) => LIMIT_REASONS.includes(reason))
    ? `raise ${reasons.length > 1 ? 'those limits' : 'that limit'} in the overrides of tempo.values, or let the sender sample`
    : 'see its logs';

/** A span that was refused need not be counted. */
const wasAccepted = (verdict: Verdict): boolean => verdict.verdict === 'ok' || failedBy(verdict, 'not-stored', 'not-found-by-search');

const failedBy = (verdict: Verdict, ...rules: readonly Parameters<typeof SMOKE_RULES.idOf>[0][]): boolean =>
  verdict.verdict === 'failed' && verdict.causes.some(({ statement }) => rules.some((rule) => SMOKE_RULES.idOf(rule) === statement.rule));

const sum = (counts: Counts, counter: Counter): number =>
  [...counts].reduce((total, [key, count]) => (key.split(' ')[0] === counter ? total + count : total), 0);

/** What all processes counted in between, each for itself: one that was restarted counts from 0. */
const differences = (start: Processes, end: Processes): Counts =>
  added(new Map([...end].map(([key, { end: name, counts }]) => [key, { end: name, counts: difference(start.get(key)?.counts, counts) }])));

function difference(start: Counts | undefined, end: Counts): Counts {
  const isRestarted = [...end].some(([key, count]) => count < (start?.get(key) ?? 0));
  return isRestarted || !start ? end : new Map([...end].map(([key, count]) => [key, count - (start.get(key) ?? 0)]));
}

function added(processes: Processes): Counts {
  const all = new Map<string, number>();
  for (const { counts } of processes.values()) for (const [key, value] of counts) all.set(key, (all.get(key) ?? 0) + value);
  return all;
}

/** Only these count received spans. */
const countsReceived = (processes: Processes): boolean => [...processes.values()].some(({ end }) => ['distributor', 'tempo'].includes(end));

const namesOf = (processes: Processes): string => [...new Set([...processes.values()].map(({ end }) => end))].join(' and ');

async function countsOf(context: Context): Promise<Processes | undefined> {
  const ends = await endsOf(context);
  if (ends.length === 0) return undefined;
  const processes = new Map<string, Counted>();
  for (const [end, reached] of ends) {
    const answer = await request(reached, '/metrics', { end });
    if (answer.status !== 200) throw unexpected(answer, '/metrics', reached, end);
    const counts = new Map<string, number>();
    for (const sample of samplesIn(answer.text)) count(sample, counts);
    // Of a pod, its name: the port of its forward may be another one later.
    processes.set(`${end} ${reached.by}`, { end, counts });
  }
  return processes;
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
