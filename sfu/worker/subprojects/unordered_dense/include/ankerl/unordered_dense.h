// Stands in for ankerl's header, which Debian 12 does not carry. The worker uses
// `map`, `set` and `hash` only as the standard containers promise them.
#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename Key, typename Value, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;

	template<typename Key>
	using hash = std::hash<Key>;
} // namespace ankerl::unordered_dense
