// Whoever signs out leaves no typing behind in a browser that others may use.

try {
  for (const key of Object.keys(localStorage)) if (key.startsWith("desk-typing:")) localStorage.removeItem(key)
} catch { /* nothing may be kept here, so nothing is */ }
