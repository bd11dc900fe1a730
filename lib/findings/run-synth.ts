/** What to do if the output is not that of the cluster file, as the fix of a finding. */
export const RUN_SYNTH = 'run `npm run synth`';
