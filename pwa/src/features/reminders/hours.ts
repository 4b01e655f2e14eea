/** The hours at which somebody may be told something: those outside of the quiet ones, which may reach over midnight. */
export function hoursOutside(quietFrom: number, quietTo: number): number[] {
  const isQuiet = (hour: number) =>
    quietFrom <= quietTo ? quietFrom <= hour && hour < quietTo : hour >= quietFrom || hour < quietTo;
  return Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !isQuiet(hour));
}
