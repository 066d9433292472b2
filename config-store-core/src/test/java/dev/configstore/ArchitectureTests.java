package dev.configstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import dev.configstore.exception.ConfigStoreException;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(locations = ArchitectureTests.Core.class)
class ArchitectureTests {

	private static final String ROOT = "dev.configstore";

	/** Each package, and the packages of core that it may use. */
	private static final Map<String, Set<String>> ARROWS = Map.of("exception", Set.of(), "model", Set.of("exception"),
			"model.change", Set.of("exception", "model"), "dynamodb.item", Set.of("exception", "model"), "dynamodb",
			Set.of("exception", "model", "model.change", "dynamodb.item"), "reload.poll",
			Set.of("exception", "model", "dynamodb", "dynamodb.item"), "reload",
			Set.of("exception", "model", "dynamodb", "reload.poll"), "",
			Set.of("exception", "model", "model.change", "dynamodb", "dynamodb.item", "reload"));

	/** The part of {@code reload} that applications import. */
	private static final Set<String> LISTENERS = Set.of("ReloadListener", "ReloadObserver", "ReloadOutcome",
			"ReloadStatus", "ReloadTrigger");

	/** Those of the root that make a client. */
	private static final Set<String> CLIENT_FACTORIES = Set.of("ClientSettings", "ClientSource", "ConfigStoreBuilder",
			"StoreParts");

	@ArchTest
	static void packagesPointInOneDirection(JavaClasses core) {
		Map<String, Set<String>> wrong = new TreeMap<>();
		for (JavaClass type : core) {
			String room = room(type.getPackageName());
			Set<String> allowed = ARROWS.get(room);
			assertThat(allowed).as("a package that the architecture does not have: " + type.getName()).isNotNull();
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass().getPackageName())
				.filter((used) -> used.startsWith(ROOT))
				.map(ArchitectureTests::room)
				.filter((used) -> !used.equals(room) && !allowed.contains(used))
				.forEach((used) -> wrong.computeIfAbsent(type.getName(), (name) -> new TreeSet<>()).add(used));
		}
		assertThat(wrong).isEmpty();
	}

	private static String room(String name) {
		return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
	}

	@ArchTest
	static void noPackageIsLarge(JavaClasses core) {
		Map<String, Set<String>> files = new TreeMap<>();
		core.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.forEach((type) -> files.computeIfAbsent(type.getPackageName(), (name) -> new TreeSet<>())
				.add(type.getSimpleName()));
		assertThat(files).allSatisfy((room, types) -> assertThat(types).hasSizeLessThanOrEqualTo(20));
	}

	/**
	 * What an application may import is listed one by one: nothing gets in by accident.
	 */
	@ArchTest
	static void whatApplicationsImportIsListed(JavaClasses core) {
		assertThat(publicTypes(core, ROOT)).containsExactlyInAnyOrder("ClientSettings", "ConfigStore",
				"ConfigStoreBuilder", "ConfigStores", "Mode");
		assertThat(publicTypes(core, ROOT + ".model")).containsExactlyInAnyOrder("Binary", "CostForecast",
				"HistoryEntry", "Operation", "Option", "OptionChange", "Publication", "ReloadSchedule", "Rollback",
				"SnapshotDiff", "StoreProperties", "StoreProperty", "StoreSnapshot", "StoreVersion", "TableLayout",
				"TableSettings", "UnitsListener", "Values");
		assertThat(publicTypes(core, ROOT + ".model.change")).containsExactlyInAnyOrder("OptionDiff", "PublicationPlan",
				"StoreDiff");
		assertThat(publicTypes(core, ROOT + ".exception")).containsExactlyInAnyOrder("CandidateRejectedException",
				"ClientSetupException", "ConfigStoreException", "HandEditException", "InvalidPublicationException",
				"MalformedItemException", "OptionNotFoundException", "PartlyPublishedException",
				"StoreAccessDeniedException", "StoreClosedException", "StoreCredentialsException",
				"StoreThrottledException", "StoreUnavailableException", "TableNotFoundException",
				"TableNotReadyException", "TableSchemaException", "UnclearOutcomeException",
				"UnexpectedFailureException", "VersionConflictException", "VersionNotFoundException");
		// With what frameworks use: each type that is public there is one or the other.
		assertThat(publicTypes(core, ROOT + ".reload")).containsExactlyInAnyOrderElementsOf(union(LISTENERS,
				Set.of("Generation", "ReloadCheck", "ReloadListeners", "ReloadTarget", "ReloadingStores")));
	}

	private static Set<String> union(Set<String> some, Set<String> more) {
		Set<String> all = new TreeSet<>(some);
		all.addAll(more);
		return all;
	}

	/**
	 * Samples are what applications look like: the public API, and nothing else.
	 */
	@Test
	void samplesImportOnlyThePublicApi() throws IOException {
		Map<String, Set<String>> wrong = new TreeMap<>();
		try (Stream<Path> files = Files.walk(Path.of("..", "samples"))) {
			List<Path> sources = files
				.filter((file) -> file.toString().endsWith(".java") && file.toString().contains("src/main/"))
				.toList();
			assertThat(sources).hasSizeGreaterThan(5);
			for (Path source : sources) {
				Set<String> imports = Pattern.compile("\\bdev\\.configstore\\.[a-z.]*[A-Z*]\\w*")
					.matcher(Files.readString(source))
					.results()
					.map(MatchResult::group)
					.filter((type) -> !isForApplications(type))
					.collect(Collectors.toCollection(TreeSet::new));
				if (!imports.isEmpty()) {
					wrong.put(source.getFileName().toString(), imports);
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	private static boolean isForApplications(String type) {
		String room = type.substring(0, type.lastIndexOf('.'));
		String name = type.substring(type.lastIndexOf('.') + 1);
		return switch (room) {
			case ROOT -> !name.equals("ConfigStores");
			case ROOT + ".model", ROOT + ".model.change", ROOT + ".exception", ROOT + ".spring", ROOT + ".test" -> true;
			case ROOT + ".reload" -> LISTENERS.contains(name);
			// The settings as they were bound, which an application may show.
			case ROOT + ".spring.settings" -> name.equals("ConfigStoreProperties");
			default -> room.startsWith(ROOT + ".samples");
		};
	}

	private static List<String> publicTypes(JavaClasses core, String room) {
		return core.stream()
			.filter((type) -> type.getPackageName().equals(room) && type.isTopLevelClass()
					&& type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::getSimpleName)
			.toList();
	}

	@ArchTest
	static final ArchRule coreKnowsNoFramework = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.micrometer..");

	@ArchTest
	static final ArchRule theSdkIsKnownInOnePackageAndByWhatMakesClients = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".dynamodb..")
		.and(DescribedPredicate.not(makesClients()))
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon.awssdk.core..", "software.amazon.awssdk.services..",
				"software.amazon.awssdk.http..", "software.amazon.awssdk.regions..", "software.amazon.awssdk.auth..");

	/** Backoff is the SDK's own; it has no part in what it is used for. */
	@ArchTest
	static final ArchRule modelAndExceptionsKnowNothingOfTheSdk = noClasses().that()
		.resideInAnyPackage(ROOT + ".model", ROOT + ".exception")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon..");

	@ArchTest
	static final ArchRule exceptionsAreTogether = classes().that()
		.areAssignableTo(Throwable.class)
		.should()
		.beAssignableTo(ConfigStoreException.class)
		.andShould()
		.resideInAPackage(ROOT + ".exception")
		.andShould()
		.bePublic()
		.andShould()
		.haveSimpleNameEndingWith("Exception");

	@ArchTest
	static final ArchRule nothingElseIsWithThem = classes().that()
		.resideInAPackage(ROOT + ".exception")
		.and()
		.areTopLevelClasses()
		.and()
		.doNotHaveSimpleName("package-info")
		.should()
		.beAssignableTo(ConfigStoreException.class);

	@ArchTest
	static final ArchRule theModelStartsNoThreadAndAsksNoClock = noClasses().that()
		.resideInAPackage(ROOT + ".model")
		.should()
		.dependOnClassesThat()
		.haveNameMatching("java\\.lang\\.Thread|java\\.time\\.(Clock|InstantSource)|java\\.util\\.concurrent\\..*"
				+ "(Executor|Lock).*");

	@ArchTest
	static final ArchRule noTimer = noClasses().should().dependOnClassesThat(assignableTo(Timer.class));

	@ArchTest
	static final ArchRule publicTypesAreClosed = classes().that()
		.arePublic()
		.and()
		.areNotInterfaces()
		.and()
		.areNotEnums()
		.should()
		.haveModifier(JavaModifier.FINAL)
		.orShould()
		.haveModifier(JavaModifier.ABSTRACT);

	private static DescribedPredicate<JavaClass> makesClients() {
		return DescribedPredicate.describe("make clients", (type) -> type.getPackageName().equals(ROOT)
				&& CLIENT_FACTORIES.contains(type.getName().replaceFirst("^.*\\.", "").replaceFirst("\\$.*", "")));
	}

	/** The package has a sub-package in the module of test support. */
	static final class Core implements LocationProvider {

		@Override
		public Set<Location> get(Class<?> testClass) {
			return Set.of(Location.of(ConfigStore.class.getProtectionDomain().getCodeSource().getLocation()));
		}

	}

}
