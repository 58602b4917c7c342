// Runs before the first paint: the colour scheme and the brand of last time, so that nothing flashes.
(() => {
  const root = document.documentElement;
  let wish = 'auto';
  let brand = null;
  try {
    wish = localStorage.getItem('welkom.scheme') || 'auto';
    brand = JSON.parse(localStorage.getItem('welkom.brand') || 'null');
  } catch {
    // storage is closed: the system's scheme and our own colours will do
  }
  const dark = wish === 'dark' || (wish === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  if (brand && typeof brand === 'object') {
    for (const [name, value] of Object.entries(brand)) root.style.setProperty(name, String(value));
  }
})();
