/** Notes about emojivoto's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const EMOJIVOTO_RULES = new RuleSet('emojivoto', 'the demo is reached and sends spans', {
  'no-gateway': {
    proves: 'an HTTPRoute has a Gateway',
    example: 'emojivoto.route: gateway needs the Gateway of Traefik, and there is no traefik; add traefik, or use ingress',
    wayOut: 'Add `traefik` to the cluster file, or use `ingress`',
  },
  'no-spans': {
    proves: 'Tempo receives OpenCensus, the only protocol of the demo',
    example:
      'emojivoto: sends no spans: it only supports OpenCensus, which tempo.chart (line 11) no longer receives; the spans of Traefik and of the mesh remain',
    wayOut: 'Pin a release of Tempo that receives OpenCensus, or accept that only Traefik and the mesh send spans',
  },
});
