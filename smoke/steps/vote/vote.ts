/** Step 3: a vote, its line in the access log, and its trace by the id in that line. */
import { readTrace } from '../../read/tempo';
import type { SmokeStack } from '../../stack';
import { notJudged, type Step } from '../../step';
import { settled } from '../settled';
import { injectionSteps } from './injection';
import { type FoundTrace, follow, incomingHeaders } from './links';
import { judgeServices } from './services';

/** None without Traefik or without the demo. */
export function voteSteps({ vote }: SmokeStack): Step[] {
  if (!vote) return [];
  const { format, headers } = incomingHeaders(vote);
  let voted: FoundTrace | undefined;
  return [
    {
      part: 'vote',
      name: 'by its log line',
      run: async (context) => {
        const { verdict, found } = await follow(context, vote, 'plain', () => ({ headers: {} }));
        voted = found;
        return verdict;
      },
    },
    { part: 'vote', name: `with incoming ${format}`, run: async (context) => (await follow(context, vote, format, headers)).verdict },
    {
      part: 'vote',
      name: 'services',
      run: (context) =>
        settled(context, async () => {
          if (!voted) return { verdict: notJudged('there is no trace of a vote') };
          // Every sender has a queue of its own.
          const verdict = judgeServices(vote, (await readTrace(context, voted.id)) ?? voted.trace);
          return { verdict, isPending: verdict.verdict === 'failed' || (verdict.verdict === 'ok' && verdict.warnings !== undefined) };
        }),
    },
    ...injectionSteps(vote),
  ];
}
