/** How Grafana reads a text in a provisioning file (pkg/services/provisioning/values/values.go, and os.Expand of Go). */

/** A text that Grafana reads as `text`. */
export const unexpanded = (text: string): string => text.replaceAll('$', '$$$$');

/** What Grafana reads: `$$` is `$`, and variables are empty, because this stack sets none. */
export const expanded = (text: string): string =>
  text
    .split('$$')
    .map((part) => part.replace(/\$(?:\{[^}]*\}|[\d*#@!?-]|\w+)/g, ''))
    .join('$');
