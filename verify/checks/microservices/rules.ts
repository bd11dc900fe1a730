/** Mistakes in the processes of Tempo and in the Secrets that pods read. */
import { RuleSet } from '../../../lib/findings/rules';
import { BUCKET_JOB_RULES } from './bucket-job/rules';
import { SECRET_RULES } from './secrets/rules';
import { STORAGE_RULES } from './storage-rules';

export const MICROSERVICES_RULES = new RuleSet(
  'microservices',
  'every process of Tempo has the flag and the variables of its configuration, from Secrets and keys that exist; no other process has them',
  {
    ...STORAGE_RULES,
    ...BUCKET_JOB_RULES,
    'no-account': {
      proves: 'the ServiceAccount of each pod exists, and so do the ServiceAccounts and the role of each binding',
      example:
        'Deployment tempo-querier: runs as ServiceAccount tempoo, which does not exist in namespace tracing, so no pod is created; use tempo',
      wayOut: 'Create it, or correct the name',
    },
    'no-expand-env': {
      proves: 'every process of Tempo expands the variables in its configuration',
      example:
        'Deployment tempo-querier (container querier): lacks -config.expand-env=true, which expands ${MINIO_ACCESS_KEY_ID} in ConfigMap tempo-config; add it to querier.extraArgs in the values of tempo',
      wayOut: 'Add -config.expand-env=true to the arguments of the process in the values of the chart',
    },
    'no-variable': {
      proves: 'every process of Tempo has the environment variables that its configuration uses',
      example:
        'Deployment tempo-querier (container querier): has no variable MINIO_ACCESS_KEY_ID, which ConfigMap tempo-config uses; add it to querier.extraEnv in the values of tempo',
      wayOut: 'Set the variable for the process in the values of the chart',
    },
    'stray-credentials': {
      proves: 'only processes of Tempo have the credentials of its storage',
      example:
        'Deployment tempo-gateway (container nginx): has MINIO_ACCESS_KEY_ID, but does not run Tempo; set it for each microservice instead of globally',
      wayOut: 'Set the variables for each microservice instead of under global',
    },
    'stray-expand-env': {
      proves: 'only processes of Tempo have the flag -config.expand-env, because others do not start with it',
      example:
        'Deployment tempo-gateway (container nginx): has the flag -config.expand-env, but does not run Tempo, and cannot start with it; set it for each microservice instead of in global.extraArgs',
      wayOut: 'Set the flag for each microservice instead of in global.extraArgs',
    },
    'unused-credentials': {
      proves: 'a credential that only some processes of Tempo use is not in the others',
      example:
        'Deployment tempo-querier (container querier): has REMOTE_WRITE_PASSWORD, which only the metrics-generator uses; set it only for that microservice',
      wayOut: 'Set the variable only for the microservice that uses it',
    },
    'other-credentials': {
      proves: 'a credential is from the Secret and the key of the cluster file',
      example:
        'Deployment tempo-metrics-generator (container metrics-generator): REMOTE_WRITE_PASSWORD is from key user of Secret prom, but the cluster file has key password of Secret prom; run `npm run synth`',
      wayOut: 'Run `npm run synth`, or correct the cluster file',
    },
    'unknown-receiver': {
      proves: 'every receiver in the configuration of the distributor exists',
      example: 'Deployment tempo-distributor: does not start: unknown receiver distributor.receivers.otpl; did you mean otlp?',
      wayOut: 'Correct the name of the receiver',
    },
    'unknown-receiver-field': {
      proves: 'no field of a receiver is misspelled',
      example: 'Deployment tempo-distributor: does not start: unknown field distributor.receivers.otlp.protocol; did you mean protocols?',
      wayOut: 'Correct the name of the field',
    },
    'removed-receiver': {
      proves: 'every receiver still exists in the version of Tempo in use',
      example:
        'Deployment tempo-distributor: does not start: its configuration lists the receiver opencensus, which Tempo 2.10.6 no longer has; disable traces.opencensus, or pin a chart with an older Tempo',
      wayOut: 'Disable the receiver, or pin a chart with an older Tempo',
    },
    'no-receiver': {
      proves: 'Tempo has at least one receiver',
      example: 'Deployment tempo-distributor: has no receiver, so no span reaches it; enable one under traces',
      wayOut: 'Enable a receiver in the values of the chart',
    },
    'localhost-only': {
      proves: 'receivers listen on addresses that other pods can reach',
      example:
        'Deployment tempo-distributor: listens for zipkin on localhost only, where other pods cannot reach it; set its endpoint to 0.0.0.0:9411',
      wayOut: 'Set the endpoint of the receiver to 0.0.0.0 and its port',
    },
    'foreign-address': {
      proves: 'no receiver listens on an address that its pod does not have',
      example:
        'Deployment tempo-distributor: does not start: it cannot listen for zipkin on 10.0.0.1, which is not an address of its pod; set its endpoint to 0.0.0.0:9411',
      wayOut: 'Set the endpoint of the receiver to 0.0.0.0 and its port',
    },
    'no-such-object': {
      proves: 'every Secret and ConfigMap that a pod needs exists in its namespace',
      example:
        'Deployment tempo-querier (variable MINIO_ACCESS_KEY_ID of container querier): reads Secret minio, which does not exist in namespace tracing; use tempo-minio-secret',
      wayOut: 'Correct the name, or create the object in the namespace of the pod',
    },
    'no-such-key': {
      proves: 'every key that a pod reads exists in its Secret or ConfigMap',
      example:
        'Deployment tempo-querier (variable MINIO_ACCESS_KEY_ID of container querier): reads key ACCESS_KEY of Secret tempo-minio-secret, which has MINIO_ACCESS_KEY_ID; use MINIO_ACCESS_KEY_ID',
      wayOut: 'Correct the key, or add it to the object',
    },
    'swapped-key': {
      proves: 'a variable reads the key with its own name if there is one',
      example:
        'Deployment tempo-querier (variable MINIO_ACCESS_KEY_ID of container querier): reads key MINIO_SECRET_ACCESS_KEY of Secret tempo-minio-secret, which also has a key MINIO_ACCESS_KEY_ID; use MINIO_ACCESS_KEY_ID',
      wayOut: 'Use the key with the name of the variable',
    },
    'two-compactors': {
      proves: 'no two instances of Tempo compact the same blocks',
      example:
        'ConfigMap tempo-3-config: compacts the same blocks as the Tempo of ConfigMap tempo-config, so each deletes what the other one reads; set compaction_disabled for all tenants of one of them',
      wayOut: 'Disable compaction in the defaults and for every tenant of one of them',
    },
    'no-compactor': {
      proves: 'something compacts and deletes the blocks of Tempo',
      example:
        'ConfigMap tempo-config: no compactor runs, so blocks are never compacted, and never deleted after their retention; add it, with 1 replica or more',
      wayOut: 'Add the compactor; from Tempo 3 on, the backend-scheduler and the backend-worker',
    },
    'external-secret-version': {
      proves: 'the External Secrets operator in use serves the API version of each ExternalSecret',
      example:
        'ExternalSecret tempo-minio-secret: apiVersion external-secrets.io/v1beta1 is not served by the operator in the cluster file; use external-secrets.io/v1',
      wayOut: 'Use an API version that the operator serves',
    },
    'external-secret-differs': {
      proves: 'each ExternalSecret has the store, the key and the properties of the cluster file',
      example:
        'ExternalSecret tempo-minio-secret: spec.secretStoreRef.name is vault, but the cluster file has vault-backend; use vault-backend',
      wayOut: 'Run `npm run synth`, or correct the cluster file',
    },
    ...SECRET_RULES,
  },
);
