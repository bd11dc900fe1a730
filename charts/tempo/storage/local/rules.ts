/** What the local disk of Tempo needs. */
import { RuleSet } from '../../../../lib/findings/rules';

export const LOCAL_RULES = new RuleSet('local', 'the local disk is used where it keeps the traces', {
  microservices: {
    proves: 'one process alone reads and writes the disk',
    example:
      'tempo.storage.local: is the disk of one pod, which the microservices of tempo.chart do not share; use tempo.monolithic, or a storage outside of the pods such as tempo.storage.s3',
    wayOut: 'Use `monolithic`, or another storage',
  },
  'no-volume': {
    proves: 'the disk is a volume that outlives the pod',
    example:
      'tempo.storage.local: loses all traces when the pod is replaced, because tempo.persistence is not set; set tempo.persistence: {}, or use another storage',
    wayOut: 'Set `tempo.persistence`',
  },
});
