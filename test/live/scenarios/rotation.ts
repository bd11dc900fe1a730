/** A new secret access key, as docs/operations.md says: the Secrets, the bucket Job again, then Tempo again. */
import type { Manifest } from '../../../verify/stack';
import type { Live } from '../live';
import { KEYS } from '../outside/secrets';
import type { Scenario } from '../scenario';
import { LAB, outsideLab, withoutTraefik } from './lab';
import { aTrace, noFailure, theTrace } from './steps';

const NEW = { ...KEYS, MINIO_SECRET_ACCESS_KEY: 'another-secret-key-9876543210' };

/** As the operator does: the Secrets get the new key, and no pod is restarted by it. */
function refresh({ cluster }: Live): string {
  const secrets = cluster.objects.ofKind('Secret').filter(({ metadata }) => metadata.name === 'tempo-minio-secret');
  for (const secret of secrets) (secret as Manifest & { stringData: unknown }).stringData = NEW;
  return `${secrets.length} Secrets`;
}

export const rotation: Scenario = {
  name: 'lab-rotation',
  shows: 'a new secret access key',
  clusterFile: withoutTraefik(),
  outside: (authority) => outsideLab(authority),
  run: async (live) => {
    await live.ready(120);
    const sent = await aTrace(live, LAB);
    await live.step('refresh', async () => refresh(live));
    await live.step('bucket Job', async () => {
      const job = live.pods('tempo-bootstrap/');
      await Promise.all(job.map((pod) => pod.restart()));
      const open = await live.cluster.unready(60, job);
      if (open.length > 0) throw new Error(job.map((pod) => pod.log()).join());
      return 'completed';
    });
    await live.step('restart', async () => {
      await Promise.all(live.pods('tempo').map((pod) => pod.restart()));
      return 'Tempo';
    });
    await live.ready(120);
    await theTrace(live, LAB, sent, 'read again');
    await noFailure(live);
  },
};
