/** The releases of the chart of the control plane, whose numbers are not those of Linkerd. */
import { compareVersions } from '../../lib/releases/version';

/** The first release of the chart in each minor of Linkerd, newest first (https://linkerd.io/releases; 2.20 by the tag version-2.20 of linkerd2). */
const MINORS = [
  ['2026.7', '2.20'],
  ['2025.10', '2.19'],
  ['2025.4', '2.18'],
  ['2024.11', '2.17'],
  ['2024.8', '2.16'],
  ['2024.2', '2.15'],
  ['1.16', '2.14'],
  ['1.12', '2.13'],
  ['1.9', '2.12'],
] as const;

/** The minor of Linkerd that a release of the chart installs; the newest for one before these. @param chart its version */
export const minorOfControlPlane = (chart: string): string =>
  (MINORS.find(([first]) => compareVersions(chart, first) >= 0) ?? MINORS[0])[1];
