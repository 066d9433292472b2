// Times and amounts as the page says them.

const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const UNITS = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

export const time = (instant) => new Date(instant).toLocaleTimeString();

export const number = (amount) => NUMBERS.format(amount);

export const bytes = (size) => (size < 1_024) ? `${number(size)} bytes` : `${number(size / 1_024)} KB`;

// The milliseconds of an ISO-8601 duration as Java writes it, such as PT1H0.5S.
export function millis(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}

// A time span in its largest unit, rounded down: what is counted once a second should not jump about.
export function span(milliseconds) {
  const unit = UNITS.find(([seconds]) => milliseconds >= seconds * 1_000);
  return unit ? `${Math.floor(milliseconds / 1_000 / unit[0])} ${unit[1]}` : 'under 1 s';
}
