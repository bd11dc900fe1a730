/** What can be reported about emojivoto's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const EMOJIVOTO_RULES = new RuleSet('emojivoto', 'the demo sends spans of its own', {
  'no-spans': {
    proves: 'Tempo receives OpenCensus, the only protocol of the demo',
    example: 'emojivoto: sends no spans of its own: it only supports OpenCensus, which tempo.chart (line 11) no longer receives',
    wayOut: 'Pin a release of Tempo that receives OpenCensus, or keep the spans of Traefik and of the mesh alone',
  },
});
