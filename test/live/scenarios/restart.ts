/** What a crash of Tempo loses, with and without a disk of its own. */
import type { Live } from '../live';
import type { Scenario } from '../scenario';
import { LAB, outsideLab, withoutTraefik } from './lab';
import { aTrace, noTrace, theTrace } from './steps';

/** In milliseconds: by then Tempo has written a trace that gets no more spans to its disk, and not yet to the bucket. */
const ON_DISK = 30_000;

/** The pod is deleted after a crash, before anything is in the bucket. */
async function crash(live: Live): Promise<void> {
  await live.step('crash', async () => {
    await new Promise((resolve) => setTimeout(resolve, ON_DISK));
    await Promise.all(live.pods('tempo').map((pod) => pod.restart('SIGKILL')));
    return 'Tempo was killed, and has a new pod';
  });
  await live.ready(120);
}

export const RESTARTS: readonly Scenario[] = [
  {
    name: 'lab-restart',
    shows: 'with persistence, a trace outlives a crash',
    clusterFile: withoutTraefik(),
    outside: (authority) => outsideLab(authority),
    run: async (live) => {
      await live.ready(120);
      const sent = await aTrace(live, LAB);
      await crash(live);
      await theTrace(live, LAB, sent, 'read again');
    },
  },
  {
    name: 'lab-restart-without-persistence',
    shows: 'without persistence, a crash loses what is not in the bucket, as synth says',
    clusterFile: withoutTraefik([/ {2}persistence:\n {4}size: 1Gi\n/, '']),
    outside: (authority) => outsideLab(authority),
    run: async (live) => {
      await live.ready(120);
      const sent = await aTrace(live, LAB);
      await crash(live);
      await noTrace(live, LAB, sent);
      await aTrace(live, LAB);
    },
  },
];
