const DARK = 'pf-v6-theme-dark';

/** Dark or light as the system is, also when that changes. */
export function followSystemTheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const show = () => document.documentElement.classList.toggle(DARK, dark.matches);
  show();
  dark.addEventListener('change', show);
}
