/** Steps that scenarios share. */
import type { Live } from '../live';
import { type SmokeReport, smoke } from '../smoke';
import { NoTrace, read, type Sent, send } from '../trace';

export interface Ends {
  readonly receiver: string;
  readonly query: string;
}

/** A trace goes in, and comes out. */
export async function aTrace(live: Live, ends: Ends): Promise<Sent> {
  let sent: Sent | undefined;
  await live.step('send', async () => {
    sent = await send(ends.receiver);
    return sent.id;
  });
  if (!sent) throw new Error('nothing was sent');
  await theTrace(live, ends, sent);
  return sent;
}

/** A trace that was sent comes out. */
export const theTrace = (live: Live, { query }: Ends, { id, name }: Sent, step = 'read'): Promise<void> =>
  live.step(step, async () => {
    const names = await read(query, id);
    if (!names.includes(name)) throw new Error(`trace ${id} has no span ${name}, but ${names.join(', ')}`);
    return `${names.length} spans`;
  });

/** Steps that cannot be judged: Tempo writes its first block after half an hour. */
const NOT_JUDGED: readonly string[] = ['storage: block'];

/** smoke goes the whole way. */
export const noFailure = (live: Live, ...options: string[]): Promise<void> => withSmoke(live, options, mistakesIn);

/** Every step that is not ok, without those that cannot be judged. */
export const mistakesIn = ({ steps }: Pick<SmokeReport, 'steps'>): string[] =>
  steps
    .filter(({ title, verdict }) => verdict !== 'ok' && !(verdict === 'not judged' && NOT_JUDGED.includes(title)))
    .map(({ title, verdict, text }) => `${title} ${verdict}: ${text}`);

export interface Expected {
  /** The rule of the first finding. */
  readonly rule: string;
  /** What its text says. */
  readonly cause: RegExp;
  /** The step that fails. @default the first that does */
  readonly step?: RegExp;
}

/** smoke fails, and names the cause. */
export const fails = (live: Live, { rule, cause, step = /^/ }: Expected, ...options: string[]): Promise<void> =>
  withSmoke(live, ['--timeout', '30', ...options], ({ steps }) => {
    const failed = steps.find(({ verdict, title }) => verdict === 'failed' && step.test(title));
    if (!failed) return [`nothing failed, and ${rule} was expected`];
    return failed.rules[0] === rule && cause.test(failed.text) ? [] : [`${failed.rules[0]}, and ${rule} with ${cause} was expected`];
  });

async function withSmoke(live: Live, options: readonly string[], judge: (report: SmokeReport) => string[]): Promise<void> {
  await live.step('smoke', async () => {
    const report = await smoke(live, ...options);
    for (const { title, verdict, text } of report.steps) console.log(`  ${verdict.padEnd(10)} ${title}: ${text}`);
    const mistakes = judge(report);
    if (report.steps.length === 0) throw new Error('smoke ran no step');
    if (mistakes.length > 0) throw new Error(mistakes.join('; '));
    return `${report.steps.length} steps, ${report.outcome}`;
  });
}

/** A trace that was sent is lost. */
export const noTrace = (live: Live, { query }: Ends, { id }: Sent, seconds = 5): Promise<void> =>
  live.step('lost', async () => {
    const names = await read(query, id, seconds).catch((error: unknown) => {
      if (error instanceof NoTrace) return undefined;
      throw error;
    });
    if (names) throw new Error(`trace ${id} is still there`);
    return `trace ${id} is not there any more`;
  });
