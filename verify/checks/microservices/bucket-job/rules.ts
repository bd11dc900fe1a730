/** Mistakes in the Job that creates bucket, user and policy, and in its script. */
import type { Rule } from '../../../../lib/findings/rules';

export const BUCKET_JOB_RULES = {
  'no-bucket-job': {
    proves: 'a Job creates the bucket if the cluster file has minio.adminSecret or bucket',
    example: 'the bucket Job: no Job here runs a script with mc mb, which minio of the cluster file needs; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'bucket-job-script': {
    proves: 'the script of the bucket Job creates what the cluster file says, on its server, with its keys and in an order that works',
    example: 'ConfigMap tempo-minio-bootstrap (bootstrap.sh): attaches the policy other, which it does not create; use tempo-k3s-tempo',
    wayOut: 'Run `npm run synth`',
  },
  'bucket-policy': {
    proves: 'the policy of the bucket Job gives Tempo every permission that it needs',
    example:
      'ConfigMap tempo-minio-bootstrap (user_policy.json): does not allow s3:DeleteObject on arn:aws:s3:::k3s-tempo/*; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'job-never-ends': {
    proves: 'the bucket Job runs and completes',
    example: 'Job tempo-minio-bootstrap: is suspended, so it never runs; remove suspend',
    wayOut: 'Correct the Job, or run `npm run synth`',
  },
  'unquoted-key': {
    proves: "the Jobs of the chart's own MinIO can sign in with the root credentials, which their scripts do not quote",
    example:
      'Secret tempo-minio-root: rootPassword has white space, and the script of Job tempo-minio-make-bucket-job does not quote it, so it never completes; use another one, without white space, and not beginning with a hyphen',
    wayOut: 'Use another root user or password, without white space, and not beginning with a hyphen',
  },
  'missing-file': {
    proves: 'every file that the bucket Job reads is mounted',
    example: 'Job tempo-minio-bootstrap (container mc): needs /admin/rootUser, where nothing is mounted; correct its mounts',
    wayOut: 'Correct the mounts of the Job',
  },
} as const satisfies Record<string, Rule>;
