/** Where the host counts. Names are `beckon_plugin_…`; labels are plugin, part and outcome. */
export interface HostMetrics {
  count(name: string, labels: Readonly<Record<string, string>>): void;
  observe(name: string, value: number, labels: Readonly<Record<string, string>>): void;
}
