/** What does not follow `metadata` of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const METADATA_RULES = new RuleSet('metadata', 'labels and annotations of the cluster file are on everything', {
  'no-value': {
    proves: 'the charts have values for labels and annotations on everything that they render',
    example:
      'metadata.annotations: do not reach ConfigMap and PodDisruptionBudget of tempo-distributed 2.26.2, which has no value for annotations there; use gitops.helm: manifests, which adds them to all',
    wayOut: 'Use `gitops.helm: manifests`, or accept that these objects do not have them',
  },
  'label-twice': {
    proves: 'no object has a label twice: from `metadata`, from `monitoring`, and from your own values',
    example:
      'monitoring.labels.team: metrics differs from metadata.labels.team (line 3), and a monitor of tempo-distributed 2.26.2 has both, of which only one counts; use the same value, or another key',
    wayOut: 'Use the same value in `metadata.labels` and `monitoring.labels`, remove that of your own values, or use another key',
  },
  'zone-label': {
    proves: 'ingesters in zones keep the labels by which they are found',
    example:
      'metadata.labels.zone: ingesters in zones (tempo.values.ingester.zoneAwareReplication.enabled (line 12)) have this label with values of their own; use another key, e.g. example.org/zone',
    wayOut: 'Use another key',
  },
});
