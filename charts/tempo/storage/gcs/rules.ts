/** Conflicts between the settings of Google Cloud Storage. */
import { RuleSet } from '../../../../lib/findings/rules';

export const GCS_RULES = new RuleSet('gcs', 'the settings of Google Cloud Storage are consistent', {
  'no-such-field': {
    proves: 'this Tempo has the setting',
    example:
      'tempo.storage.gcs.prefix: Tempo 2.1.1 has no such setting and does not start with it; pin tempo.chart 1.5.0 or newer, or remove it',
    wayOut: 'Use a newer release of the chart, or remove the key',
  },
  'other-cloud': {
    proves: 'the workload identity is one of Google Cloud',
    example:
      'tempo.credentials.identity.workloadIdentity: 00000000-0000-0000-0000-000000000000 is an identity of Azure, and tempo.storage.gcs is in Google Cloud; use NAME@PROJECT.iam.gserviceaccount.com',
    wayOut: 'Use the e-mail address of the service account',
  },
});
