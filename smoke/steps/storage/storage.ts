/** Step 4: what Tempo makes of traces. */
import type { SmokeStack } from '../../stack';
import type { Step } from '../../step';
import { hasBlock } from './block';
import { withBucket } from './client';
import { mayNothingElse, mayUse } from './permissions';
import { serviceGraphSteps } from './service-graph';

export function storageSteps(stack: SmokeStack): Step[] {
  const { bucket } = stack;
  const graph = serviceGraphSteps(stack);
  if (!bucket) return graph;
  return [
    ...graph,
    {
      part: 'storage',
      name: 'permissions',
      explains: 'storage',
      run: (context) => withBucket(context, bucket, (client, credentials) => mayUse(client, bucket, context.mark, credentials)),
    },
    {
      part: 'storage',
      name: 'no further permissions',
      isOnRequest: true,
      run: (context) => withBucket(context, bucket, (client, credentials) => mayNothingElse(client, bucket, context.mark, credentials)),
    },
    { part: 'storage', name: 'block', run: (context) => withBucket(context, bucket, (client) => hasBlock(client, bucket)) },
  ];
}
