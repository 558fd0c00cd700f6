// Reading without a network is switched off: this one forgets what an earlier one kept, and removes itself.
self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("activate", (event) => {
  const end = async () => {
    for (const name of await caches.keys()) await caches.delete(name)
    await self.registration.unregister()
  }
  event.waitUntil(end())
})
