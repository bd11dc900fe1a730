/** The requests to the demo, as a browser sends them. */
import type { Reached } from '../../ends/ends';
import { answerText, request } from '../../read/request';
import { SMOKE_RULES } from '../../rules';
import type { Vote } from '../../stack';
import { type Context, failed, type Verdict } from '../../step';

/** A choice that the demo always accepts. Its doughnut fails on purpose. */
const CHOICE = ':joy:';

export const VOTE_PATH = '/api/vote';

const votePath = (mark: string): string => `${VOTE_PATH}?choice=${encodeURIComponent(CHOICE)}&smoke=${mark}`;

/** @returns undefined if Traefik forwarded the request, and the demo answered. @throws EndError */
export async function castVote(
  context: Context,
  vote: Vote,
  mark: string,
  headers: Readonly<Record<string, string>>,
): Promise<Verdict | undefined> {
  let reached = await reachTraefik(context, `${vote.scheme}://${vote.host}`);
  for (let redirects = 0; ; redirects++) {
    const answer = await request(reached, votePath(mark), {
      end: 'traefik',
      headers: { ...headers, host: vote.host },
      servername: vote.host,
    });
    const location = String(answer.headers.location ?? '');
    if (answer.status < 300) return undefined;
    if (answer.status < 400 && redirects === 0 && URL.canParse(location) && new URL(location).hostname === vote.host) {
      if (context.ends.isGiven('traefik'))
        return unanswered(
          vote,
          reached,
          `redirects to ${new URL(location).origin}`,
          'name the entry point with TLS by --url traefik=https://HOST:PORT',
        );
      reached = await reachTraefik(context, new URL(location).origin);
      continue;
    }
    return unanswered(vote, reached, `answered ${answerText(answer)}`, fixFor(answer.status, vote));
  }
}

const reachTraefik = ({ ends }: Context, url: string): Promise<Reached> => ends.reach('traefik', { url, namespace: '' });

const unanswered = ({ host }: Vote, { base }: Reached, problem: string, fix: string): Verdict =>
  failed(SMOKE_RULES.says('vote-unanswered', `${base} ${problem}`, fix), host);

function fixFor(status: number, { demoNamespace: namespace, byGateway, traefik }: Vote): string {
  // Without allowEmptyServices, as in Traefik 2, a Service without a ready pod has no router.
  if (status === 404)
    return `run kubectl get pods,${byGateway ? 'httproute' : 'ingress'} -n ${namespace}, see whether the pods are ready and the host and the ${byGateway ? 'status of the route' : 'entry point'} are right, and read the log of Traefik in namespace ${traefik.namespace}`;
  if (status === 502 || status === 503 || status === 504) return `see kubectl get pods,endpoints -n ${namespace}`;
  if (status === 401 || status === 403) return 'remove the middleware that asks for a login, at least from /api/vote';
  if (status < 400) return 'remove the redirect to another host';
  return `see the logs of the pods in namespace ${namespace}`;
}
