/** The access log lines of the votes, and the trace ids in them. */
import { compiled } from '../../../lib/regular-expression';
import { linesWith } from '../../read/loki';
import { SMOKE_RULES } from '../../rules';
import type { SmokeLoki } from '../../stack';
import { type Context, failed, type Verdict } from '../../step';
import { until } from '../../until';
import { VOTE_PATH } from './request';

export type Ids = { readonly ids: readonly string[] } | { readonly verdict: Verdict };

/**
 * The ids by the delivered expressions and nothing else.
 * @param loki where the lines are, with the delivered expressions
 * @param mark the query that only these votes have
 * @param wanted the number of lines to wait for
 */
export async function idsIn(context: Context, { expressions }: SmokeLoki, mark: string, wanted: number): Promise<Ids> {
  let lines: readonly string[] = [];
  await until(context, async () => {
    lines = await linesWith(context, mark, isOfVote);
    return lines.length >= wanted ? lines : undefined;
  });
  if (lines.length === 0) return { verdict: await withoutLine(context, mark) };
  const ids = lines.flatMap((line) => idBy(expressions, line) ?? []);
  return ids.length > 0 ? { ids } : { verdict: withoutId(context, expressions, lines) };
}

/** What Grafana takes as the trace id of a line: the first group of the first expression that matches. */
function idBy(expressions: readonly string[], line: string): string | undefined {
  for (const text of expressions) {
    const expression = compiled(text);
    const id = expression instanceof SyntaxError ? undefined : expression.exec(line)?.[1];
    if (id) return id;
  }
  return undefined;
}

/** The lines of the pods of Traefik. */
async function fromTraefik({ kubectl, stack }: Context, mark: string): Promise<string[]> {
  if (!kubectl || !stack.vote) return [];
  const { namespace, selector } = stack.vote.traefik;
  const log = await kubectl.run('logs', '-n', namespace, '-l', selector, '--since=10m', '--tail=-1', '--max-log-requests=50');
  return log.split('\n').filter((line) => line.includes(mark) && isOfVote(line));
}

/** The status of a redirect; its quotes are escaped where a collector puts the line into another JSON object. */
const REDIRECT = /"(Downstream|Origin)Status\\*":\s*3\d\d\b/;

/** Whether it is the line of a vote that reached the demo, and not that of the redirect to TLS before it. */
const isOfVote = (line: string): boolean => line.includes(VOTE_PATH) && !REDIRECT.test(line);

/** Whether Traefik wrote a line that Loki does not have. */
async function withoutLine(context: Context, mark: string): Promise<Verdict> {
  const { stack } = context;
  const [logged] = await fromTraefik(context, mark).catch(() => []);
  if (logged) {
    const problem = `has no line with ${mark} after ${context.timeout / 1000} s, and kubectl logs has it`;
    const fix = `let the log collector read namespace ${stack.vote?.traefik.namespace}, or correct grafana.loki.url`;
    return failed(SMOKE_RULES.says('line-not-in-loki', problem, fix), 'Loki');
  }
  const where = `Loki${context.kubectl ? ' and kubectl logs have' : ' has'}`;
  const problem = `${where} no access log line with ${mark} after ${context.timeout / 1000} s`;
  const fix = 'run Traefik with the values of dist/, which turn on the access log on standard output';
  return failed(SMOKE_RULES.says('no-log-line', problem, fix), 'Traefik');
}

/** Fields of an access log line with a trace id, in any release of Traefik. */
const OTHER_FIELDS = /"(trace_id|TraceId|request_X-B3-Traceid)\\?":/g;

function withoutId({ stack }: Context, [expression]: readonly string[], [line = '']: readonly string[]): Verdict {
  const fields = [...new Set([...line.matchAll(OTHER_FIELDS)].map(([, field]) => field))];
  const has = fields.length > 0 ? `has ${fields.join(' and ')}` : 'has no field with a trace id';
  const problem = `the log line of the vote in Loki ${has}, and the delivered expression ${expression} does not match it`;
  const isRate = (stack.vote?.traefik.sampleRate ?? 1) < 1 && fields.length > 0;
  const fix = isRate
    ? 'try again: none of these requests was sampled'
    : fields.length > 0
      ? 'pin the release of Traefik that runs in traefik.chart or traefik.k3s, and deliver the data source of dist/'
      : 'run Traefik with the values of dist/, which keep the field';
  return failed(SMOKE_RULES.says('no-trace-id', problem, fix), 'Traefik');
}
