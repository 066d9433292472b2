package dev.configstore.libraries

import org.springframework.boot.context.properties.ConfigurationProperties

/** Set after construction: a fresh start without the option leaves it unset. */
@ConfigurationProperties("late")
class LateProperties {

	lateinit var host: String

	var port: Int = 8080

	var nick: String? = null

}

/** Bound by the constructor, `host` may not be missing. */
@ConfigurationProperties("data")
data class DataProperties(val host: String, val port: Int = 8080, val nick: String? = null)

/** A JavaBean with nested ones and collections. */
@ConfigurationProperties("bean")
class BeanProperties {

	var hosts: List<String> = listOf("none")

	var limits: MutableMap<String, Int> = mutableMapOf()

	val pool: Pool = Pool()

	class Pool {

		var size: Int = 5

		var name: String = "default"

	}

}
