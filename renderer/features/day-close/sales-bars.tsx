import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';

interface SalesBarsProps {
  readonly label: string;
  readonly name: string;
  readonly bars: readonly { readonly name: string; readonly cents: number }[];
  readonly money: (cents: number) => string;
}

/** One series, so that no colour has to be told from another; the sums are written at the bars. */
// biome-ignore lint/style/noDefaultExport: `lazy` takes a component by its default export
export default function SalesBars({ label, name, bars, money }: SalesBarsProps) {
  return (
    <div role="img" aria-label={label}>
      <BarChart
        h={240}
        data={bars.map((bar) => ({ name: bar.name, sales: bar.cents }))}
        dataKey="name"
        series={[{ name: 'sales', label: name, color: 'var(--accent)' }]}
        valueFormatter={money}
        withBarValueLabel={bars.length <= 8}
        withTooltip={false}
        gridAxis="x"
        tickLine="y"
        maxBarWidth={64}
        yAxisProps={{ width: 84 }}
        barProps={{ isAnimationActive: false }}
        // The label and the table beside it speak; a keyboard has nothing to do inside.
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
