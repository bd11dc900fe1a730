/** Every chart renders: what reading the manifests and rendering their charts has found already. */
import type { Check } from '../check';
import { RENDER_RULES } from './rules';

export const render: Check = {
  rules: RENDER_RULES,
  run: ({ world: { findings, installations, notJudged } }) => ({ findings, judged: installations.length, notJudged }),
};
