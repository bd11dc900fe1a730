/** Reports the findings of reading the manifests and rendering the charts. */
import type { Check } from '../check';
import { RENDER_RULES } from './rules';

export const render: Check = {
  rules: RENDER_RULES,
  run: ({ world: { findings, installations, notJudged, notProven } }) => ({ findings, judged: installations.length, notJudged, notProven }),
};
